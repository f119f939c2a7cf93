package io.liftline.schema;

import io.liftline.schema.Finding.Weight;
import io.liftline.telemetry.Channel;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/// Checks existing tables before anything is changed: what cannot be taken over, and what will be different
/// afterwards. It reads only the system catalogs, and takes no lock that blocks other sessions.
@Singleton
final class TakeoverCheck {

    private static final Logger LOG = Logger.getLogger(TakeoverCheck.class);

    /// The columns that `liftline.takeover.convert` may list.
    private static final Set<String> CONVERTED = Set.of("confidence", "severity", "actions", "telemetry_snapshot");

    private final TakeoverConfig config;

    TakeoverCheck(TakeoverConfig config) {
        this.config = config;
    }

    /// Logs all findings.
    ///
    /// @param serviceRole the role that the service works as
    /// @throws DatabaseRefusedException if the tables cannot be taken over, with all reasons
    void refuseOrLog(Connection owner, String serviceRole) throws SQLException {
        List<Finding> findings = findings(owner, serviceRole);
        findings.forEach(TakeoverCheck::log);
        List<String> refused = findings.stream()
                .filter(finding -> finding.weight() == Weight.REFUSED)
                .map(Finding::line)
                .toList();
        if (!refused.isEmpty()) {
            throw new DatabaseRefusedException("nothing was changed: " + String.join("; ", refused));
        }
    }

    /// All findings, refusals first.
    List<Finding> findings(Connection owner, String serviceRole) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        settings(findings);
        String hypertables = hypertables(owner);
        String zone = config.zone().orElse("");
        String convert = String.join(",", convert());
        for (String refusal : TakeoverSql.REFUSALS) {
            add(findings, Weight.REFUSED, owner, refusal, hypertables, zone, convert);
        }
        if (!hypertables.isEmpty()) {
            add(findings, Weight.REFUSED, owner, TakeoverSql.DIMENSIONS);
        }
        if (SchemaHistory.isOld(owner)) {
            add(findings, Weight.REFUSED, owner, TakeoverSql.NAMES_TAKEN, "well");
            return List.copyOf(findings);
        }
        add(findings, Weight.REFUSED, owner, TakeoverSql.NAMES_TAKEN, TakeoverSql.OUR_NAMES);
        add(findings, Weight.REFUSED, owner, TakeoverSql.OTHER_SCHEMA);
        add(findings, Weight.WARNING, owner, TakeoverSql.TRIGGERS, serviceRole);
        add(findings, Weight.WARNING, owner, TakeoverSql.SUPERUSER);
        add(findings, Weight.NOTE, owner, TakeoverSql.SIZES, hypertables);
        add(findings, Weight.NOTE, owner, TakeoverSql.KEPT_TYPES, convert);
        return List.copyOf(findings);
    }

    private void settings(List<Finding> findings) {
        for (String column : convert()) {
            if (!CONVERTED.contains(column) && Channel.of(column).isEmpty()) {
                findings.add(new Finding(
                        Weight.REFUSED,
                        "liftline.takeover.convert names '%s': only channels, confidence, severity, actions and telemetry_snapshot are converted"
                                .formatted(column)));
            }
        }
    }

    private List<String> convert() {
        return config.convert().orElse(List.of());
    }

    /// The names of the tables that are hypertables already, separated by commas.
    static String hypertables(Connection owner) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = owner.createStatement()) {
            try (ResultSet extension = statement.executeQuery(TakeoverSql.HAS_TIMESCALE)) {
                if (!extension.next() || !extension.getBoolean(1)) {
                    return "";
                }
            }
            try (ResultSet rows = statement.executeQuery(TakeoverSql.HYPERTABLES)) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
        }
        return String.join(",", names);
    }

    /// Adds a finding for each row of the answer, whose first column is the line.
    static void add(List<Finding> findings, Weight weight, Connection owner, String question, String... parameters)
            throws SQLException {
        try (PreparedStatement statement = owner.prepareStatement(question)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    findings.add(new Finding(weight, rows.getString(1)));
                }
            }
        }
    }

    /// Logs a finding.
    static void log(Finding finding) {
        switch (finding.weight()) {
            case REFUSED -> LOG.errorf("Takeover refused: %s", finding.line());
            case WARNING -> LOG.warnf("Takeover: %s", finding.line());
            case NOTE -> LOG.infof("Takeover: %s", finding.line());
        }
    }
}
