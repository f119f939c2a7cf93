package io.liftline.well;

import io.liftline.access.Audit;
import io.liftline.access.AuditEvent.Outcome;
import io.liftline.access.Caller;
import io.liftline.access.WellScope;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Reads and changes what people know about a well.
@ApplicationScoped
class WellStore {

    private final Pool pool;
    private final Audit audit;
    private final DefaultLimits defaults;

    WellStore(Pool pool, Audit audit, DefaultLimits defaults) {
        this.pool = pool;
        this.audit = audit;
        this.defaults = defaults;
    }

    /// A well.
    ///
    /// @throws ProblemException 404 if it does not exist, or is not permitted
    Uni<WellData> read(WellScope scope, String well) {
        return pool.withConnection(connection -> one(connection, WellDataSql.READ, scope, well));
    }

    /// Changes a well, if it still has one of these entity tags.
    ///
    /// @param ifMatch the tags; empty for any
    /// @throws ProblemException 404 as [#read], 412 if it has another tag, 422 if the change is not
    ///     acceptable
    Uni<WellData> change(Caller caller, String well, List<String> ifMatch, JsonObject patch) {
        return pool.withTransaction(connection -> one(connection, WellDataSql.LOCK, caller.wells(), well)
                        .chain(before -> {
                            refuseChanged(before, ifMatch);
                            return store(connection, before.changed(patch, defaults));
                        }))
                .call(_ -> audit.store(audit.event(caller.username(), "well.change", well, Outcome.DONE)));
    }

    private static Uni<WellData> one(SqlConnection connection, String statement, WellScope scope, String well) {
        if (well.chars().anyMatch(Character::isISOControl)) {
            throw notFound(well);
        }
        Tuple parameters = Tuple.tuple()
                .addArrayOfString(scope.exactIds())
                .addArrayOfString(scope.prefixes())
                .addString(well);
        return connection.preparedQuery(statement).execute(parameters).map(rows -> first(rows, well));
    }

    private static Uni<WellData> store(SqlConnection connection, WellData changed) {
        Tuple parameters = Tuple.tuple()
                .addString(changed.wellId())
                .addString(changed.name())
                .addString(changed.field())
                .addValue(changed.limits());
        return connection
                .preparedQuery(WellDataSql.CHANGE)
                .execute(parameters)
                .map(rows -> first(rows, changed.wellId()));
    }

    private static WellData first(RowSet<Row> rows, String well) {
        if (rows.size() == 0) {
            throw notFound(well);
        }
        return WellData.of(rows.iterator().next());
    }

    private static void refuseChanged(WellData well, List<String> ifMatch) {
        if (!ifMatch.isEmpty() && !ifMatch.contains("*") && !ifMatch.contains(well.tag())) {
            throw new ProblemException(
                            ProblemCode.PRECONDITION_FAILED,
                            "The well has changed since it was read: its entity tag is " + well.tag() + " now")
                    .header("ETag", well.tag());
        }
    }

    private static ProblemException notFound(String well) {
        String shown = well.length() <= 64 ? well : well.substring(0, 64);
        return new ProblemException(ProblemCode.NOT_FOUND, "There is no well '" + shown + "' that you may see");
    }
}
