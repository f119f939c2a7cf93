package io.liftline.access;

import io.liftline.telemetry.SchemaReady;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// Creates the user `admin` in an empty table of users, with the password the operator has set. There is no
/// default.
@ApplicationScoped
class FirstAdmin {

    private static final Duration BRING_UP = Duration.ofSeconds(30);
    private static final Caller ADMIN = new Caller("admin", Set.of(Role.ADMIN), WellScope.all());

    private final AppUsers users;
    private final Passwords passwords;
    private final Optional<String> password;

    FirstAdmin(AppUsers users, Passwords passwords, AccessConfig config) {
        this.users = users;
        this.passwords = passwords;
        this.password = config.adminPassword();
    }

    void onSchemaReady(@Observes SchemaReady event) {
        if (users.any().await().atMost(BRING_UP)) {
            return;
        }
        if (password.isEmpty()) {
            Log.warn("no_users hint=\"set LIFTLINE_ADMIN_PASSWORD and start again to create the user admin\"");
            return;
        }
        try {
            create(new NewPassword(password.get()));
        } catch (IllegalArgumentException e) {
            Log.errorf("no_users hint=\"LIFTLINE_ADMIN_PASSWORD was refused\" reason=\"%s\"", e.getMessage());
        }
    }

    private void create(NewPassword first) {
        passwords
                .hash(first)
                .chain(hash -> users.createFirst(ADMIN, hash))
                .await()
                .atMost(BRING_UP);
        Log.infof("first_user_created username=%s", ADMIN.username());
    }
}
