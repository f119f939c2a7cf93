package io.liftline.access.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.AccessConfig;
import io.liftline.access.Caller;
import io.liftline.access.Role;
import io.liftline.access.TestConfig;
import io.liftline.access.WellScope;
import io.liftline.database.SchemaReady;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FirstAdminTest {

    private static final String PASSWORD = "derrick floor 7";

    @Inject
    OwnSchema schema;

    @Inject
    Passwords passwords;

    @Test
    void anEmptyTableGetsAnAdminOfAllWells() throws Exception {
        schema.with(pool -> {
            bringUp(pool, TestConfig.DEFAULTS.withAdminPassword(PASSWORD));

            AppUser admin = find(pool).orElseThrow();
            assertThat(admin.caller()).isEqualTo(new Caller("admin", Set.of(Role.ADMIN), WellScope.all()));
            assertThat(admin.disabled()).isFalse();
            assertThat(passwords
                            .verify(PasswordsTest.TURN, PASSWORD, Optional.of(admin.passwordHash()))
                            .await()
                            .indefinitely())
                    .isTrue();
        });
    }

    @Test
    void aUserWhoIsThereIsLeftAlone() throws Exception {
        schema.with(pool -> {
            bringUp(pool, TestConfig.DEFAULTS.withAdminPassword(PASSWORD));
            String before = find(pool).orElseThrow().passwordHash();

            bringUp(pool, TestConfig.DEFAULTS.withAdminPassword("another password"));

            assertThat(find(pool).orElseThrow().passwordHash()).isEqualTo(before);
        });
    }

    @Test
    void withoutAPasswordNobodyIsCreated() throws Exception {
        schema.with(pool -> {
            bringUp(pool, TestConfig.DEFAULTS);

            assertThat(find(pool)).isEmpty();
        });
    }

    @Test
    void aPasswordTooShortCreatesNobody() throws Exception {
        schema.with(pool -> {
            bringUp(pool, TestConfig.DEFAULTS.withAdminPassword("admin"));

            assertThat(find(pool)).isEmpty();
        });
    }

    private void bringUp(Pool pool, AccessConfig config) {
        new FirstAdmin(new AppUsers(pool), passwords, config).onSchemaReady(new SchemaReady());
    }

    private static Optional<AppUser> find(Pool pool) {
        return new AppUsers(pool).find("admin").await().indefinitely();
    }
}
