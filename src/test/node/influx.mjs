// Writes with a published client of InfluxDB, as its documentation shows, and prints what came of it as JSON:
// node influx.mjs CLIENT URL TOKEN WELL, where CLIENT is v1, v2 or v3.
import { createRequire } from "node:module";

const [, , client, url, token, well] = process.argv;
const packages = createRequire(`${process.env.LIFTLINE_NODE}/package.json`);
const START = Date.parse("2025-11-20T06:00:00Z");
const outcome = {};

async function failure(action) {
  try {
    await action();
    return "none";
  } catch (e) {
    return String(e.message ?? e);
  }
}

async function v1() {
  const { InfluxDB } = packages("influx");
  const { hostname, port } = new URL(url);
  const influx = new InfluxDB({ host: hostname, port: Number(port), database: "telegraf", username: "anybody", password: token });
  const point = (second, pip) => ({
    measurement: "esp_telemetry",
    tags: { well_id: well, host: "gw-07" },
    fields: { pip, quality: "Good" },
    timestamp: new Date(START + 1000 * second),
  });
  outcome.online = (await influx.ping(5000))[0].online;
  outcome.databases = await influx.getDatabaseNames();
  await influx.createDatabase("telegraf");
  await influx.writePoints([point(0, 801.5), point(1, 802.5)]);
  outcome.refusal = await failure(() => influx.writePoints([point(2, 803.5), point(3, 99999)]));
}

async function v2() {
  const { InfluxDB, Point } = packages("@influxdata/influxdb-client");
  const api = new InfluxDB({ url, token });
  const point = (second, pip) =>
    new Point("esp_telemetry")
      .tag("well_id", well)
      .tag("host", "gw-07")
      .floatField("pip", pip)
      .stringField("quality", "Good")
      .timestamp(new Date(START + 1000 * second));
  const failures = [];
  const writes = (options) =>
    api.getWriteApi("org", "bucket", "ns", {
      maxRetries: 0,
      writeFailed: (error) => void failures.push(error.message),
      ...options,
    });
  const plain = writes({});
  plain.writePoints([point(0, 801.5), point(1, 802.5)]);
  await plain.close();
  outcome.failures = [...failures];
  const packed = writes({ gzipThreshold: 1 });
  packed.writePoint(point(2, 803.5));
  packed.writePoint(point(3, 99999));
  outcome.refusal = await failure(() => packed.close());
  outcome.refusal = failures.at(-1) ?? outcome.refusal;
}

async function v3() {
  const { InfluxDBClient, Point } = packages("@influxdata/influxdb3-client");
  const point = (second, pip) =>
    Point.measurement("esp_telemetry")
      .setTag("well_id", well)
      .setTag("host", "gw-07")
      .setFloatField("pip", pip)
      .setStringField("quality", "Good")
      .setTimestamp(new Date(START + 1000 * second));
  for (const writeOptions of [{}, { noSync: true }, { gzipThreshold: 1 }]) {
    const influx = new InfluxDBClient({ host: url, token, database: "telegraf", writeOptions });
    const second = outcome.writes ?? 0;
    await influx.write([point(second, 801.5 + second)]);
    outcome.writes = second + 1;
    outcome.refusal = await failure(() => influx.write([point(9, 99999)]));
    await influx.close();
  }
}

await { v1, v2, v3 }[client]();
console.log(JSON.stringify(outcome));
