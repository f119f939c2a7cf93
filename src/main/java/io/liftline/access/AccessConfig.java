package io.liftline.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What an operator can set about access, under `liftline.access`.
@ConfigMapping(prefix = "liftline.access")
public interface AccessConfig {

    /// The `iss` of the tokens issued and accepted.
    @WithDefault("liftline")
    String issuer();

    /// The `aud` of the tokens issued and accepted.
    @WithDefault("liftline")
    String audience();

    /// How long a token is valid. A user who is disabled or loses a role keeps the old rights that long.
    @WithDefault("PT15M")
    Duration tokenLifetime();

    /// A PEM file with the EC P-256 private key (PKCS#8) that signs tokens, for keeping it out of the
    /// database. Absent: a key is generated once and kept in the table `signing_key`.
    Optional<Path> keyFile();

    /// How often a replica looks for keys that others have added.
    @WithDefault("PT30S")
    Duration keyReload();

    /// Cost of new password hashes: bcrypt does 2^cost rounds. At least 10.
    @WithDefault("12")
    int bcryptCost();

    /// How many failed logins one username has within a minute before it has to wait.
    @WithDefault("10")
    int failedLogins();

    /// Password of the user `admin`, who is created with it when there is no user at all; ignored otherwise.
    Optional<String> adminPassword();
}
