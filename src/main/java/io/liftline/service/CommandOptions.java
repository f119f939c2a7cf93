package io.liftline.service;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The options of a command, each with a value: `--name VALUE`. An option may be repeated.
final class CommandOptions {

    private final Map<String, List<String>> values;

    private CommandOptions(Map<String, List<String>> values) {
        this.values = values;
    }

    /// Reads the words after a command.
    ///
    /// @param known the names of its options
    /// @param usage what is printed after the reason
    /// @throws ProblemException 400 if an option is not known or has no value
    static CommandOptions parse(List<String> words, Set<String> known, String usage) {
        Map<String, List<String>> values = new HashMap<>();
        for (Iterator<String> word = words.iterator(); word.hasNext(); ) {
            String option = word.next();
            if (!known.contains(option)) {
                throw misused("unknown option " + option, usage);
            }
            if (!word.hasNext()) {
                throw misused(option + " needs a value", usage);
            }
            values.computeIfAbsent(option, _ -> new ArrayList<>()).add(word.next());
        }
        return new CommandOptions(values);
    }

    /// The last value of an option.
    Optional<String> value(String option) {
        return Optional.ofNullable(values.get(option)).map(List::getLast);
    }

    /// All values of an option. Null if it is not given, as an absent member of a body of the API.
    @Nullable
    List<String> list(String option) {
        return values.get(option);
    }

    /// All values of an option, each of which may be several, separated by commas. Null if it is not given.
    @Nullable
    List<String> separated(String option) {
        @Nullable List<String> given = values.get(option);
        return given == null
                ? null
                : given.stream()
                        .flatMap(text -> Arrays.stream(text.split(",", -1)))
                        .toList();
    }

    static ProblemException misused(String reason, String usage) {
        return new ProblemException(ProblemCode.UNKNOWN_PARAMETER, reason + "\n" + usage);
    }
}
