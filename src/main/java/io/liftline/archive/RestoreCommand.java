package io.liftline.archive;

import io.liftline.archive.restore.RestoreTarget;
import io.liftline.telemetry.TimeRange;
import io.liftline.telemetry.Timestamp;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The command `liftline restore`: restores from the store without a running service, also into an empty
/// database.
@Singleton
public class RestoreCommand {

    /// How it is called.
    public static final String USAGE =
            "liftline restore [--hypertable=NAME] [--from=TIME] [--to=TIME] [--into=restored_NAME] [--dry-run]";

    private static final Set<String> OPTIONS = Set.of("--hypertable", "--from", "--to", "--into", "--dry-run");

    private final ArchiveFactory factory;
    private final ArchiveConfig config;

    RestoreCommand(ArchiveFactory factory, ArchiveConfig config) {
        this.factory = factory;
        this.config = config;
    }

    /// Checks the options.
    ///
    /// @throws IllegalArgumentException if one is unknown or has a value that is not acceptable
    public static void check(List<String> options) {
        List<RestoreOrder> _ = orders(options);
    }

    /// Restores.
    ///
    /// @return what was restored, a line for each hypertable
    /// @throws IOException if no store is configured, or some objects could not be restored
    public List<String> run(List<String> options) throws SQLException, IOException {
        Archive archive = factory.archive()
                .orElseThrow(() -> new IOException("no store is configured: set LIFTLINE_ARCHIVE_STORE"));
        List<String> lines = new ArrayList<>();
        for (RestoreOrder order : orders(options)) {
            try (Connection connection = factory.database().getConnection()) {
                RestoreResult result =
                        new ArchiveRestore(archive, config.keepRestored()).restore(connection, order, _ -> {});
                lines.add("hypertable=%s dry_run=%s result=%s"
                        .formatted(
                                order.hypertable().table(), order.mode() == RestoreOrder.Mode.DRY_RUN, result.json()));
                if (result.hasFailures()) {
                    throw new IOException("some objects could not be restored: " + result.json());
                }
            }
        }
        return lines;
    }

    private static List<RestoreOrder> orders(List<String> options) {
        Map<String, String> given = new HashMap<>();
        for (String option : options) {
            String[] parts = option.split("=", 2);
            if (!OPTIONS.contains(parts[0]) || parts[0].equals("--dry-run") == (parts.length == 2)) {
                throw new IllegalArgumentException("unknown option " + option);
            }
            given.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        TimeRange range = new TimeRange(
                time(given, "--from", RestoreOrder.EVERYTHING.from()),
                time(given, "--to", RestoreOrder.EVERYTHING.to()));
        RestoreTarget target = RestoreTarget.of(given.getOrDefault("--into", "hypertable"));
        RestoreOrder.Mode mode = given.containsKey("--dry-run") ? RestoreOrder.Mode.DRY_RUN : RestoreOrder.Mode.RESTORE;
        List<RestoreOrder> orders = new ArrayList<>();
        for (Hypertable hypertable : Hypertable.ALL) {
            if (given.getOrDefault("--hypertable", hypertable.table()).equals(hypertable.table())) {
                orders.add(new RestoreOrder(hypertable, range, target, mode));
            }
        }
        if (orders.isEmpty() || (orders.size() > 1 && !(target instanceof RestoreTarget.IntoHypertable))) {
            throw new IllegalArgumentException("--hypertable must be esp_telemetry or diagnostic_results");
        }
        return orders;
    }

    private static long time(Map<String, String> given, String option, long absent) {
        String text = given.get(option);
        if (text == null) {
            return absent;
        }
        return Timestamp.parse(text)
                .orElseThrow(
                        () -> new IllegalArgumentException(option + " is not a time: write RFC 3339 with an offset"));
    }
}
