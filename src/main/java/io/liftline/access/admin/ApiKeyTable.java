package io.liftline.access.admin;

import io.liftline.access.token.ApiKeyText;
import io.liftline.access.token.ApiKeys;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// Creates, lists and revokes API keys.
@ApplicationScoped
public class ApiKeyTable {

    private final Pool pool;
    private final ApiKeys keys;
    private final SecureRandom random = new SecureRandom();

    ApiKeyTable(Pool pool, ApiKeys keys) {
        this.pool = pool;
        this.keys = keys;
    }

    /// Creates a key for `by` and returns its text, which is stored nowhere, or its id if a certificate
    /// proves it. This replica accepts it at once, the others
    /// within 5 s.
    ///
    /// Fails with 409 if there are [ApiKeys#MAX_KEYS] keys, or one of the same certificate.
    public Uni<String> create(NewApiKey.Valid request, String by) {
        return view(request, by).map(view -> Optional.ofNullable(view.key()).orElse(view.id()));
    }

    /// The same, with what is stored.
    Uni<ApiKeyView> view(NewApiKey.Valid request, String by) {
        ApiKeyText text = ApiKeyText.random(random);
        Tuple row = Tuple.tuple()
                .addString(text.id())
                .addString(request.name())
                .addValue(Buffer.buffer(text.hash()))
                .addString(request.certificate().orElse(null))
                .addArrayOfString(request.roles())
                .addArrayOfString(request.wells())
                .addString(by)
                .addOffsetDateTime(request.expiresAt().orElse(null))
                .addInteger(ApiKeys.MAX_KEYS);
        return pool.withConnection(connection -> connection
                        .query(ApiKeyTableSql.FORGET)
                        .execute()
                        .chain(() ->
                                connection.preparedQuery(ApiKeyTableSql.CREATE).execute(row)))
                .map(rows -> {
                    Iterator<Row> created = rows.iterator();
                    if (!created.hasNext()) {
                        throw new ProblemException(
                                ProblemCode.CONFLICT,
                                "There is a key for this certificate already, or there are " + ApiKeys.MAX_KEYS
                                        + " API keys; revoke those that are not used");
                    }
                    return ApiKeyView.of(created.next(), request.certificate().isPresent() ? null : text.text());
                })
                .call(keys::follow);
    }

    /// At most `limit` keys after this id, ordered by id.
    Uni<List<ApiKeyView>> page(String after, int limit) {
        return pool.withConnection(connection ->
                        connection.preparedQuery(ApiKeyTableSql.PAGE).execute(Tuple.of(after, limit)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> ApiKeyView.of(row, null))
                        .toList());
    }

    /// Revokes a key: on this replica at once, on the others within 5 s.
    ///
    /// Fails with 404 if there is no such key, or if it is revoked already.
    public Uni<Void> revoke(String id) {
        return pool.withConnection(connection ->
                        connection.preparedQuery(ApiKeyTableSql.REVOKE).execute(Tuple.of(id)))
                .invoke(rows -> {
                    if (rows.rowCount() == 0) {
                        throw new ProblemException(ProblemCode.NOT_FOUND, "There is no such API key");
                    }
                })
                .chain(keys::follow);
    }
}
