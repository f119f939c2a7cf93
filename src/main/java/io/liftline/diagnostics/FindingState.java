package io.liftline.diagnostics;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Where a finding is in its life. It opens once and closes once.
enum FindingState {
    /// Nobody has looked at it yet.
    OPEN,
    /// Somebody has looked at it, and its cause is still there.
    ACKNOWLEDGED,
    /// Its cause has ended, or somebody has closed it. Also the state of findings from before states were kept.
    CLOSED;

    /// All names, for error messages.
    static final String NAMES = Arrays.stream(values()).map(FindingState::text).collect(Collectors.joining(", "));

    /// The name in requests, answers and the database.
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The state with this name, case-sensitive.
    static Optional<FindingState> of(String text) {
        return List.of(values()).stream()
                .filter(state -> state.text().equals(text))
                .findFirst();
    }
}
