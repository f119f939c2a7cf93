import io.liftline.client.ApiClient;
import io.liftline.client.api.AccessApi;
import io.liftline.client.api.IngestApi;
import io.liftline.client.api.QueryApi;
import io.liftline.client.model.Aggregate;
import io.liftline.client.model.ChannelName;
import io.liftline.client.model.IngestAnswer;
import io.liftline.client.model.Login;
import io.liftline.client.model.Order;
import io.liftline.client.model.Sample;
import io.liftline.client.model.SampleArray;
import io.liftline.client.model.SamplePage;
import io.liftline.client.model.Series;
import io.liftline.client.model.Summary;
import io.liftline.client.model.TelemetryBody;
import java.time.OffsetDateTime;
import java.util.List;

/// Uses the client that was generated for Java: java Fleet.java URL USERNAME PASSWORD WELL. It prints a figure of each
/// answer, one a line.
public class Fleet {

    private static final String FROM = "2025-11-20T06:00:00Z";
    private static final String TO = "2025-11-20T07:00:00Z";

    public static void main(String... arguments) throws Exception {
        ApiClient http = new ApiClient();
        http.updateBaseUri(arguments[0]);
        String token = new AccessApi(http)
                .login(new Login().username(arguments[1]).password(arguments[2]))
                .getAccessToken();
        http.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
        String well = arguments[3];

        SampleArray samples = new SampleArray();
        for (int i = 0; i < 1_000; i++) {
            samples.add(new Sample()
                    .wellId(well)
                    .timestamp(OffsetDateTime.parse(FROM).plusSeconds(i))
                    .pip(800.0 + i % 10));
        }
        IngestAnswer receipt = new IngestApi(http)
                .ingestTelemetry(IngestApi.APIIngestTelemetryRequest.newBuilder()
                        .telemetryBody(new TelemetryBody(samples))
                        .build());
        System.out.println("inserted " + receipt.getInserted());

        QueryApi query = new QueryApi(http);
        SamplePage page = query.getTelemetry(QueryApi.APIGetTelemetryRequest.newBuilder()
                .wellId(well)
                .channels(List.of(ChannelName.PIP))
                .from(FROM)
                .to(TO)
                .order(Order.DESC)
                .limit(10)
                .build());
        System.out.println("newest " + page.getSamples().getFirst().getPip());
        Summary summary = query.getSummary(QueryApi.APIGetSummaryRequest.newBuilder()
                .wells(List.of(well))
                .channels(List.of(ChannelName.PIP))
                .from(FROM)
                .to(TO)
                .build());
        System.out.println("average "
                + summary.getWells().getFirst().getChannels().getPip().getAvg());
        Series series = query.getSeries(QueryApi.APIGetSeriesRequest.newBuilder()
                        .wellId(well)
                        .channels(List.of(ChannelName.PIP))
                        .aggregates(List.of(Aggregate.MAX))
                        .bucket("PT1H")
                        .from(FROM)
                        .to(TO)
                        .build());
        System.out.println("maximum " + series.getSeries().getPip().getMax().getFirst());
    }
}
