package io.liftline.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

    /// Time after which a session ends if its refresh token is not used. Each use begins it anew. Default 30
    /// days.
    @WithDefault("P30D")
    Duration refreshLifetime();

    /// PEM file with the EC P-256 private key (PKCS#8) that signs tokens, so that it is not stored in the
    /// database. If absent, a key is generated once and stored in the table `signing_key`.
    Optional<Path> keyFile();

    /// How generated signing keys are encrypted in the database.
    KeyEncryption keyEncryption();

    /// Age at which a generated signing key is replaced by a new one. Ignored with a key file. Default 90
    /// days.
    @WithDefault("P90D")
    Duration keyRotation();

    /// How often a replica reloads the keys, to find those that other replicas have added. Default 30 s.
    @WithDefault("PT30S")
    Duration keyReload();

    /// Cost of password hashes: bcrypt runs 2^cost rounds. At least 10. A hash of another cost is replaced at
    /// the next login. Default 12.
    @WithDefault("12")
    int bcryptCost();

    /// Number of failed logins from one address within a minute after which a username is locked for this
    /// address. Default 10.
    @WithDefault("10")
    int failedLogins();

    /// How long audit events are kept, at least 90 days. Default 400 days.
    @WithDefault("P400D")
    Duration auditRetention();

    /// Whether clients are asked for certificates, which API keys may name. The authority is that of the
    /// platform's TLS configuration (`LIFTLINE_TLS_CLIENT_CA`). Default false.
    @WithDefault("false")
    boolean clientCertificates();

    /// Password of the user `admin`, which is created if there is no user yet. Otherwise ignored.
    Optional<String> adminPassword();

    /// An issuer whose tokens are accepted in addition to Liftline's own.
    Outside outside();

    /// The keys with which private signing keys are encrypted at rest: 32 random bytes as Base64 each
    /// ([EncryptionKey]).
    interface KeyEncryption {

        /// The key that encrypts. Default none: private signing keys are stored unencrypted.
        Optional<String> key();

        /// The key before it, with which stored keys may still be encrypted. Set it while the key is being
        /// changed. Default none.
        Optional<String> formerKey();
    }

    /// An OpenID Connect provider. Without an issuer, no outside tokens are accepted.
    interface Outside {

        /// The `iss` claim of its tokens, an `https` URL. Default none.
        Optional<URI> issuer();

        /// Where its public keys are (a JWK set). Default: `jwks_uri` of the provider's
        /// `/.well-known/openid-configuration`.
        Optional<URI> jwksUrl();

        /// The `aud` claim that its tokens must have. Default `liftline`.
        @WithDefault("liftline")
        String audience();

        /// The claim with the name of the caller. Default `sub`.
        @WithDefault("sub")
        String usernameClaim();

        /// The claim with the groups of the caller, a list or one text. Default `groups`.
        @WithDefault("groups")
        String groupsClaim();

        /// The role of each group, such as `ESP engineers=operator,Everybody=viewer`. Default: a group that
        /// is named like a role is that role.
        Optional<List<String>> roles();

        /// The claim with the well patterns. Default `wells`.
        @WithDefault("wells")
        String wellsClaim();

        /// The well patterns of a caller without that claim. Default none, so that the caller may access no
        /// well.
        Optional<List<String>> defaultWells();
    }
}
