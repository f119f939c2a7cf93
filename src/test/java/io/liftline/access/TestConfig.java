package io.liftline.access;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// A configuration with the defaults, except for the values of a test.
public record TestConfig(
        Optional<Path> keyFile,
        Optional<String> adminPassword,
        int bcryptCost,
        Outside outside,
        KeyEncryption keyEncryption)
        implements AccessConfig {

    /// The minimum cost of bcrypt that the service accepts outside its own tests.
    public static final TestConfig DEFAULTS = new TestConfig(
            Optional.empty(),
            Optional.empty(),
            10,
            new TestOutside(Optional.empty(), Optional.empty(), Optional.empty()),
            new Keys(Optional.empty(), Optional.empty()));

    /// @param key encrypts signing keys
    /// @param formerKey decrypts those that it has encrypted
    public record Keys(Optional<String> key, Optional<String> formerKey) implements KeyEncryption {}

    public TestConfig withAdminPassword(String password) {
        return new TestConfig(keyFile, Optional.of(password), bcryptCost, outside, keyEncryption);
    }

    public TestConfig withKeyFile(Path file) {
        return new TestConfig(Optional.of(file), adminPassword, bcryptCost, outside, keyEncryption);
    }

    public TestConfig withOutside(Outside issuer) {
        return new TestConfig(keyFile, adminPassword, bcryptCost, issuer, keyEncryption);
    }

    public TestConfig withCost(int cost) {
        return new TestConfig(keyFile, adminPassword, cost, outside, keyEncryption);
    }

    public TestConfig withKeyEncryption(Keys keys) {
        return new TestConfig(keyFile, adminPassword, bcryptCost, outside, keys);
    }

    @Override
    public String issuer() {
        return "liftline";
    }

    @Override
    public String audience() {
        return "liftline";
    }

    @Override
    public Duration tokenLifetime() {
        return Duration.ofMinutes(15);
    }

    @Override
    public Duration refreshLifetime() {
        return Duration.ofDays(30);
    }

    @Override
    public Duration keyReload() {
        return Duration.ofSeconds(30);
    }

    @Override
    public Duration keyRotation() {
        return Duration.ofDays(90);
    }

    @Override
    public Duration auditRetention() {
        return Duration.ofDays(400);
    }

    @Override
    public boolean clientCertificates() {
        return false;
    }

    @Override
    public int failedLogins() {
        return 10;
    }
}
