// Uses the client that was generated for TypeScript: node fleet.js URL USERNAME PASSWORD WELL. It prints a figure of each answer,
// one a line.
import { AccessApi, Aggregate, ChannelName, Configuration, IngestApi, Order, QueryApi } from "./client/index.js";
import type { Sample } from "./client/index.js";

declare const process: { argv: string[] };

const [, , basePath, username, password, well] = process.argv;
const from = "2025-11-20T06:00:00Z";
const to = "2025-11-20T07:00:00Z";

const { accessToken } = await new AccessApi(new Configuration({ basePath })).login({ login: { username, password } });
const configuration = new Configuration({ basePath, accessToken });

const samples: Sample[] = Array.from({ length: 1000 }, (_, i) => ({
  wellId: well,
  timestamp: new Date(Date.parse(from) + 1000 * i),
  pip: 800 + (i % 10),
}));
const receipt = await new IngestApi(configuration).ingestTelemetry({ telemetryBody: samples });
console.log(`inserted ${receipt.inserted}`);

const query = new QueryApi(configuration);
const channels = [ChannelName.Pip];
const page = await query.getTelemetry({ wellId: well, channels, from, to, limit: 10, order: Order.Desc });
console.log(`newest ${page.samples[0].pip}`);
const summary = await query.getSummary({ wells: [well], channels, from, to });
console.log(`average ${summary.wells[0].channels.pip?.avg}`);
const series = await query.getSeries({ wellId: well, channels, aggregates: [Aggregate.Max], bucket: "PT1H", from, to });
console.log(`maximum ${series.series.pip?.max?.[0]}`);
