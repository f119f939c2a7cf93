package io.liftline.ingest.http;

import io.liftline.access.Caller;
import io.liftline.ingest.codec.Body;
import io.liftline.ingest.sample.RowError;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.problem.RouteProblems;
import io.liftline.web.ParameterNames;
import io.liftline.web.QueryParameters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// `GET` and `POST /query`: the statements by which clients of InfluxDB 1 check or create their database before
/// they write. Liftline has one database, which always exists, so these statements change nothing. Queries of
/// samples are rejected, with a message that names the query API.
@Singleton
class InfluxQueryRoute {

    static final ParameterNames PARAMETERS = new ParameterNames(
            Set.of("q", "db", "rp", "u", "p", "epoch", "precision", "pretty", "chunked", "chunk_size", "params"),
            Set.of());

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int MAX_BODY = 64 * 1024;
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final Admission admission;
    private final RouteProblems problems;

    InfluxQueryRoute(Admission admission, RouteProblems problems) {
        this.admission = admission;
        this.problems = problems;
    }

    /// Answers the statements of the parameter `q`, from the query or from a form.
    void answer(RoutingContext request, Caller caller) {
        QueryParameters parameters = QueryParameters.parse(request.request().query(), PARAMETERS);
        if (request.request().method() == HttpMethod.GET
                || parameters.value("q").isPresent()) {
            problems.drop(request);
            answer(request, parameters.value("q", ""), parameters.value("db", ""));
            return;
        }
        admission.receive(request, caller, Admission.encoding(request.request()), body -> {
            try (body) {
                QueryParameters form = form(request, body);
                answer(request, form.value("q", ""), parameters.value("db", form.value("db", "")));
            } catch (RuntimeException e) {
                problems.send(request, e);
            }
        });
    }

    private static QueryParameters form(RoutingContext request, Body body) {
        String type = request.parsedHeaders().contentType().value();
        if (!type.toLowerCase(Locale.ROOT).startsWith(FORM) || !body.isLighterThan(MAX_BODY)) {
            throw new ProblemException(
                    ProblemCode.MALFORMED_REQUEST, "q is required, in the query or in a form of at most 64 KiB");
        }
        return QueryParameters.parse(body.text(), PARAMETERS);
    }

    private static void answer(RoutingContext request, String statements, String database) {
        JsonArray results = new JsonArray();
        for (String statement : statements.split(";", -1)) {
            if (!statement.isBlank()) {
                results.add(result(BLANKS.matcher(statement.strip()).replaceAll(" "), database)
                        .put("statement_id", results.size()));
            }
        }
        if (results.isEmpty()) {
            throw new ProblemException(ProblemCode.MALFORMED_REQUEST, "q is required, such as q=SHOW DATABASES");
        }
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(new JsonObject().put("results", results).toBuffer());
    }

    private static JsonObject result(String statement, String database) {
        String words = statement.toUpperCase(Locale.ROOT);
        if (words.startsWith("CREATE DATABASE ")
                || words.startsWith("CREATE RETENTION POLICY ")
                || words.startsWith("ALTER RETENTION POLICY ")) {
            return new JsonObject();
        }
        if (words.equals("SHOW DATABASES")) {
            JsonArray names = new JsonArray().add(new JsonArray().add("liftline"));
            if (!database.isEmpty() && !database.equals("liftline")) {
                names.add(new JsonArray().add(database));
            }
            return table("databases", new JsonArray().add("name"), names);
        }
        if (words.startsWith("SHOW RETENTION POLICIES")) {
            return table(
                    "",
                    new JsonArray()
                            .add("name")
                            .add("duration")
                            .add("shardGroupDuration")
                            .add("replicaN")
                            .add("default"),
                    new JsonArray()
                            .add(new JsonArray()
                                    .add("autogen")
                                    .add("0s")
                                    .add("168h0m0s")
                                    .add(1)
                                    .add(true)));
        }
        throw new ProblemException(
                ProblemCode.MALFORMED_REQUEST,
                "'" + RowError.clip(statement)
                        + "' is not answered here: samples are asked for at /api/v1/wells and /api/v1/telemetry");
    }

    private static JsonObject table(String name, JsonArray columns, JsonArray values) {
        JsonObject series = new JsonObject().put("columns", columns).put("values", values);
        if (!name.isEmpty()) {
            series.put("name", name);
        }
        return new JsonObject().put("series", new JsonArray().add(series));
    }
}
