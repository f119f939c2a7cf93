package io.liftline.client;

import io.liftline.web.NearestName;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The options that a command knows. They are written `--name value` or `--name=value`, in any order, before or
/// after the operands. What follows `--` are operands.
///
/// @param known the options, in the order of the help
record Options(List<Option> known) {

    /// How often an option may be given, and whether it has a value.
    enum Kind {
        FLAG,
        ONCE,
        REPEATED
    }

    /// @param name the name without its hyphens
    /// @param value what the value is, for the help, such as `FILE`; empty for a flag
    /// @param meaning the help, one or more lines
    record Option(String name, Kind kind, String value, String meaning) {

        static Option flag(String name, String meaning) {
            return new Option(name, Kind.FLAG, "", meaning);
        }

        static Option once(String name, String value, String meaning) {
            return new Option(name, Kind.ONCE, value, meaning);
        }

        static Option repeated(String name, String value, String meaning) {
            return new Option(name, Kind.REPEATED, value, meaning);
        }
    }

    /// The options and operands of one call.
    record Given(Map<String, List<String>> options, List<String> operands) {

        boolean has(String name) {
            return options.containsKey(name);
        }

        Optional<String> value(String name) {
            return values(name).stream().findFirst();
        }

        List<String> values(String name) {
            return options.getOrDefault(name, List.of());
        }
    }

    /// Parses the words of a command line.
    ///
    /// @throws MisuseException if an option is not known, lacks its value, or is given too often
    Given parse(List<String> words) {
        Map<String, List<String>> options = new LinkedHashMap<>();
        List<String> operands = new ArrayList<>();
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            if (word.equals("--")) {
                rest.forEachRemaining(operands::add);
            } else if (word.startsWith("-") && !word.equals("-")) {
                take(word, rest, options);
            } else {
                operands.add(word);
            }
        }
        return new Given(options, List.copyOf(operands));
    }

    private void take(String word, Iterator<String> rest, Map<String, List<String>> options) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        Option option = find(name);
        List<String> values = options.computeIfAbsent(option.name(), _ -> new ArrayList<>());
        if (option.kind() != Kind.REPEATED && !values.isEmpty()) {
            throw new MisuseException(name + " is given twice");
        }
        if (option.kind() == Kind.FLAG) {
            if (equals >= 0) {
                throw new MisuseException(name + " has no value");
            }
            values.add("");
        } else if (equals >= 0) {
            values.add(word.substring(equals + 1));
        } else if (rest.hasNext()) {
            values.add(rest.next());
        } else {
            throw new MisuseException(name + " needs a value: " + name + " " + option.value());
        }
    }

    private Option find(String name) {
        return known.stream()
                .filter(option -> name.equals("--" + option.name()))
                .findFirst()
                .orElseThrow(() -> new MisuseException("unknown option " + name + nearest(name)));
    }

    private String nearest(String name) {
        return NearestName.of(
                        name, known.stream().map(option -> "--" + option.name()).toList())
                .map(near -> "; did you mean " + near + "?")
                .orElse("");
    }

    /// The help of all options, one or more lines each.
    String help() {
        StringBuilder help = new StringBuilder();
        for (Option option : known) {
            String left = "  --" + option.name() + (option.value().isEmpty() ? "" : " " + option.value());
            String gap = left.length() < COLUMN ? " ".repeat(COLUMN - left.length()) : "\n" + INDENT;
            help.append(left)
                    .append(gap)
                    .append(option.meaning().replace("\n", "\n" + INDENT))
                    .append('\n');
        }
        return help.toString();
    }

    private static final int COLUMN = 28;
    private static final String INDENT = " ".repeat(COLUMN);
}
