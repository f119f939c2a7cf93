package io.liftline.access.login;

import io.liftline.access.AccessConfig;
import io.liftline.access.Caller;
import io.liftline.access.Role;
import io.liftline.access.WellScope;
import io.liftline.database.SchemaReady;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/// Creates the user `admin` if no user exists, with the configured password. There is no default password.
@ApplicationScoped
class FirstAdmin {

    private static final Logger LOG = Logger.getLogger(FirstAdmin.class);
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
            LOG.warn(
                    "There is no user, so nobody can log in: advice=\"set LIFTLINE_ADMIN_PASSWORD and restart to create the user admin\"");
            return;
        }
        try {
            create(new NewPassword(password.get()));
        } catch (IllegalArgumentException e) {
            LOG.errorf("LIFTLINE_ADMIN_PASSWORD is invalid, so nobody can log in: reason=\"%s\"", e.getMessage());
        }
    }

    private void create(NewPassword first) {
        passwords
                .hash(first)
                .chain(hash -> users.createFirst(ADMIN, hash))
                .await()
                .atMost(BRING_UP);
        LOG.infof("Created the first user: username=%s", ADMIN.username());
    }
}
