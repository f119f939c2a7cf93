package io.liftline.query.fleet;

import java.util.Locale;

/// The severity of a finding, the worst first. The number of a severity in statements is its position.
public enum Severity {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW,
    INFO;

    /// The name in answers and in the database.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
