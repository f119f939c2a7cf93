package io.liftline.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Configuration of logins and tokens, under `liftline.access`.
@ConfigMapping(prefix = "liftline.access")
public interface AccessConfig {

    /// The `iss` claim of issued and accepted tokens. Default `liftline`.
    @WithDefault("liftline")
    String issuer();

    /// The `aud` claim of issued and accepted tokens. Default `liftline`.
    @WithDefault("liftline")
    String audience();

    /// Lifetime of a token. If a user is disabled or loses a role, existing tokens keep the old rights until
    /// they expire. Default 15 minutes.
    @WithDefault("PT15M")
    Duration tokenLifetime();

    /// PEM file with the EC P-256 private key (PKCS#8) that signs tokens, so that it is not stored in the
    /// database. If absent, a key is generated once and stored in the table `signing_key`.
    Optional<Path> keyFile();

    /// How often a replica reloads the keys, to find those that other replicas have added. Default 30 s.
    @WithDefault("PT30S")
    Duration keyReload();

    /// Cost of new password hashes: bcrypt runs 2^cost rounds. At least 10. Default 12.
    @WithDefault("12")
    int bcryptCost();

    /// Number of failed logins from one address within a minute after which a username is locked for this
    /// address. Default 10.
    @WithDefault("10")
    int failedLogins();

    /// Password of the user `admin`, which is created if there is no user yet. Otherwise ignored.
    Optional<String> adminPassword();
}
