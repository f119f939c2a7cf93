package io.liftline.access.login;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/// A new user in the real table.
abstract class StoredUser {

    static final String PASSWORD = "pump intake pressure";
    static final String WRONG = "discharge pressure";

    @Inject
    Pool pool;

    @Inject
    Passwords passwords;

    String username;

    @BeforeEach
    void createUser() {
        username = "ann-" + UUID.randomUUID();
        String hash = passwords.hash(new NewPassword(PASSWORD)).await().indefinitely();
        pool.preparedQuery("""
                        INSERT INTO app_user (username, password_hash, roles, wells)
                        VALUES ($1, $2, ARRAY['writer', 'viewer'], ARRAY['PAD-7/*', 'WELL-001'])
                        """).execute(Tuple.of(username, hash)).await().indefinitely();
    }
}
