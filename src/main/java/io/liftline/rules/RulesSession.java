package io.liftline.rules;

import io.liftline.database.Query;
import io.liftline.database.Transaction;
import io.liftline.telemetry.Channel;
import io.liftline.telemetry.Timestamp;
import io.liftline.well.DefaultLimits;
import io.vertx.core.json.JsonArray;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// The statements of the worker on one connection. Its methods block.
final class RulesSession {

    private static final Logger LOG = Logger.getLogger(RulesSession.class);

    private final Connection connection;
    private final DefaultLimits defaults;
    private final List<Channel> channels;
    private final String samples;

    RulesSession(Connection connection, DefaultLimits defaults, List<Channel> channels) {
        this.connection = connection;
        this.defaults = defaults;
        this.channels = channels;
        this.samples = RulesSql.samples(channels);
    }

    /// The next wells in the order of their ids.
    ///
    /// @param floor samples at or before this time are not wanted
    List<RuledWell> wellsAfter(String well, int limit, Instant floor) throws SQLException {
        return Query.list(connection, row -> well(row, floor), RulesSql.WELLS_AFTER, well, limit);
    }

    /// These wells, if they are still there, in the order of their ids.
    ///
    /// @param floor samples at or before this time are not wanted
    List<RuledWell> wells(List<String> ids, Instant floor) throws SQLException {
        return Query.list(connection, row -> well(row, floor), RulesSql.WELLS_OF, texts(ids.stream()));
    }

    private RuledWell well(ResultSet row, Instant floor) throws SQLException {
        String id = row.getString("well_id");
        String limits = row.getString("limits");
        String state = row.getString("state");
        Instant until = Query.time(row, "evaluated_until").orElse(floor);
        return new RuledWell(
                id,
                defaults.effective(id, limits == null ? "{}" : limits),
                until.isBefore(floor) ? floor : until,
                row.getBoolean("is_silent"),
                state == null ? new WellState() : state(id, state));
    }

    /// A state that cannot be read begins anew. Its open findings stay, and are not opened twice.
    private static WellState state(String well, String text) {
        try {
            return WellState.of(text);
        } catch (RuntimeException e) {
            LOG.warnf("The state of a well begins anew: well=\"%s\" reason=\"%s\"", well, e);
            return new WellState();
        }
    }

    /// Whether the connection is still there.
    boolean isUsable() throws SQLException {
        return !connection.isClosed();
    }

    /// The samples of each of these wells, in order of time.
    ///
    /// @param limit maximum samples of a well
    List<List<Sample>> samples(List<RuledWell> wells, Instant floor, Instant until, int limit) throws SQLException {
        String[] after = wells.stream().map(well -> well.after().toString()).toArray(String[]::new);
        List<List<Sample>> all = new ArrayList<>();
        wells.forEach(_ -> all.add(new ArrayList<>()));
        Query.list(
                connection,
                row -> all.get(row.getInt("position") - 1).add(sample(row)),
                samples,
                texts(wells.stream().map(RuledWell::wellId)),
                connection.createArrayOf("timestamptz", after),
                floor,
                until,
                limit);
        return all;
    }

    private Array texts(Stream<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray(String[]::new));
    }

    private Sample sample(ResultSet row) throws SQLException {
        double[] values = Sample.nothing();
        for (Channel channel : channels) {
            double value = row.getDouble(channel.column());
            if (!row.wasNull()) {
                values[channel.ordinal()] = value;
            }
        }
        Instant at = row.getObject("timestamp", OffsetDateTime.class).toInstant();
        return new Sample(Timestamp.micros(at), values);
    }

    /// Stores a finding of a rule, unless it has an open one.
    ///
    /// @return its number; empty if nothing was stored
    Optional<Long> open(String well, Transition.Opened opened) throws SQLException {
        Rule rule = opened.rule();
        OffsetDateTime at = Timestamp.utc(opened.at());
        Optional<Long> id = Query.first(
                connection,
                row -> row.getLong("id"),
                RulesSql.OPEN,
                well,
                at,
                rule.diagnosis(),
                opened.confidence(),
                rule.severity(),
                new JsonArray(rule.actions()).encode(),
                opened.snapshot().encode(),
                well,
                rule.id());
        if (id.isPresent()) {
            Query.execute(connection, RulesSql.NAME, rule.id(), id.get(), at);
        }
        return id;
    }

    /// Closes the open finding of a rule, if nobody has closed it before.
    void close(String well, Transition.Closed closed) throws SQLException {
        Query.execute(
                connection,
                RulesSql.CLOSE,
                Timestamp.utc(closed.at()),
                well,
                closed.rule().id());
    }

    /// Keeps the states of wells.
    void keep(List<RuledWell> wells) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RulesSql.KEEP)) {
            for (RuledWell well : wells) {
                statement.setString(1, well.wellId());
                statement.setObject(2, Timestamp.utc(well.state().at()));
                statement.setBoolean(3, well.isSilent());
                statement.setString(4, well.state().json());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    void complete(Instant until) throws SQLException {
        Query.execute(connection, RulesSql.COMPLETE, until);
    }

    /// The event time before which all samples were evaluated. Empty before the first run.
    Optional<Instant> progress() throws SQLException {
        return Query.first(connection, row -> Query.time(row, "evaluated_until").orElseThrow(), RulesSql.PROGRESS);
    }

    /// Runs work in one transaction.
    void together(Transaction.Work<RuntimeException> work) throws SQLException {
        Transaction.run(connection, work);
    }
}
