package io.liftline.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// `liftline status`: says in a few lines how a service is.
final class StatusCommand implements Command {

    private static final int TROUBLE = 1;

    private static final Options OPTIONS = new Options(Stream.concat(
                    Target.OPTIONS.stream(),
                    Stream.of(Options.Option.once(
                            "management-url", "URL", "address of the probes; default port 9000 of the same host")))
            .toList());

    @Override
    public String usage() {
        return """
                usage: liftline status [OPTION]...

                Says how a service is: its probes, its database and hypertables, policies that are overdue, and the archive.

                """ + OPTIONS.help() + """

                Exit status: 0 all is well; 1 something is not, or cannot be asked; 2 misused.
                """;
    }

    @Override
    public int run(List<String> words, Map<String, String> environment, Terminal terminal) {
        Options.Given given = OPTIONS.parse(words);
        if (!given.operands().isEmpty()) {
            throw new MisuseException("'" + given.operands().getFirst() + "' is no option");
        }
        Target target = Target.of(given, environment);
        URI probes = given.value("management-url")
                .map(url -> Target.address("--management-url", url))
                .orElseGet(() -> URI.create(
                        target.base().getScheme() + "://" + target.base().getHost() + ":9000"));
        try (Service service = new Service(target);
                Service open = new Service(new Target(probes, Optional.empty(), target.authorities()))) {
            Report report = new Report(terminal.out());
            probes(report, open, probes);
            storage(report, service);
            archive(report, service);
            return report.isWell() ? 0 : TROUBLE;
        }
    }

    private static void probes(Report report, Service service, URI base) {
        JsonNode health = report.ask("probes", service, URI.create(base + "/q/health"));
        for (JsonNode check : health.path("checks")) {
            String why = check.path("data").isMissingNode() ? "" : "  " + check.path("data");
            report.line(check.path("name").asText(), check.path("status").asText() + why);
            report.troubleIf(!check.path("status").asText().equals("UP"));
        }
    }

    private static void storage(Report report, Service service) {
        JsonNode state = report.ask("storage", service, service.uri("/api/v1/storage"));
        if (state.isObject()) {
            report.line(
                    "database",
                    "PostgreSQL " + state.path("postgresql").asText() + ", TimescaleDB "
                            + state.path("timescaledb").asText() + ", "
                            + state.path("edition").asText() + ", "
                            + Words.bytes(state.path("bytes").asLong()));
        }
        JsonNode tables = report.ask("hypertables", service, service.uri("/api/v1/storage/hypertables"));
        for (JsonNode table : tables.path("hypertables")) {
            report.line(
                    table.path("name").asText(),
                    Words.of(table.path("chunks").asLong()) + " chunks, "
                            + Words.bytes(table.path("bytes").asLong()) + ", "
                            + Words.of(table.path("compressed_chunks").asLong()) + " compressed, "
                            + (table.hasNonNull("oldest")
                                    ? table.path("oldest").asText() + " to "
                                            + table.path("newest").asText()
                                    : "empty"));
        }
        JsonNode policies = report.ask("policies", service, service.uri("/api/v1/storage/policies"));
        for (JsonNode policy : policies.path("policies")) {
            boolean bad = policy.path("overdue").asBoolean()
                    || policy.path("failures_in_a_row").asInt() > 0;
            if (bad) {
                String name = policy.path("name").asText() + " of "
                        + policy.path("hypertable").asText();
                report.line(
                        name,
                        "last " + policy.path("last_outcome").asText() + ", "
                                + policy.path("failures_in_a_row").asInt() + " failures in a row"
                                + (policy.path("overdue").asBoolean() ? ", overdue" : ""));
                report.troubleIf(true);
            }
        }
    }

    private static void archive(Report report, Service service) {
        JsonNode archive = report.ask("archive", service, service.uri("/api/v1/archive/status"));
        if (!archive.isObject()) {
            return;
        }
        String store = archive.path("store").asText("");
        if (store.isEmpty()) {
            report.line("archive", "no store is configured");
            return;
        }
        boolean reachable = archive.path("store_reachable").asBoolean();
        report.line(
                "archive",
                store + (reachable ? "" : ", not reachable") + ", "
                        + archive.path("backlog").asLong() + " chunks to do, "
                        + archive.path("failing").asLong() + " failing");
        report.troubleIf(!reachable || archive.path("failing").asLong() > 0);
        String drill = archive.path("last_drill").path("error").asText("");
        if (!drill.isEmpty()) {
            report.line("last drill", "failed: " + drill);
            report.troubleIf(true);
        }
    }
}
