package io.liftline.diagnostics;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// How urgent a finding is, the most urgent first.
enum Severity {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW,
    INFO;

    /// All names, for error messages.
    static final String NAMES = Arrays.stream(values()).map(Severity::text).collect(Collectors.joining(", "));

    /// The name in requests, answers and the database.
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The severity with this name, case-sensitive.
    static Optional<Severity> of(String text) {
        return List.of(values()).stream()
                .filter(severity -> severity.text().equals(text))
                .findFirst();
    }
}
