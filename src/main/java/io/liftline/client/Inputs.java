package io.liftline.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The files of an import, in order.
record Inputs(List<Input> files) {

    private static final String STANDARD_INPUT = "-";

    /// One file.
    ///
    /// @param size its length as it is stored; 0 for standard input
    record Input(Path path, Form form, long size) {

        boolean isStandardInput() {
            return path.toString().equals(STANDARD_INPUT);
        }

        /// The name without directory and ends.
        String plainName() {
            return String.valueOf(path.getFileName()).replaceFirst("(?i)\\.[a-z]+(\\.gz)?$", "");
        }
    }

    /// Finds the files. Of a directory, those with a known end are taken, in the order of their names.
    ///
    /// @param form the form of all files; empty if the end of each name says it
    /// @throws MisuseException if a file does not exist, or its form is not known
    static Inputs of(List<String> operands, Optional<Form> form) {
        if (operands.isEmpty()) {
            throw new MisuseException("no file is given; - is standard input");
        }
        List<Input> files = new ArrayList<>();
        for (String operand : operands) {
            Path path = Path.of(operand);
            if (operand.equals(STANDARD_INPUT)) {
                files.add(new Input(path, form.orElse(Form.CSV), 0));
            } else if (Files.isDirectory(path)) {
                files.addAll(inDirectory(path, form));
            } else if (Files.isReadable(path)) {
                files.add(input(
                        path,
                        form.or(() -> Form.ofName(operand))
                                .orElseThrow(() ->
                                        new MisuseException(operand + ": the end of the name does not say the form;"
                                                + " name it with --format csv, ndjson or lp"))));
            } else {
                throw new MisuseException("there is no readable file " + operand);
            }
        }
        return new Inputs(List.copyOf(files));
    }

    private static List<Input> inDirectory(Path directory, Optional<Form> form) {
        try (Stream<Path> paths = Files.walk(directory)) {
            List<Input> found = paths.filter(Files::isRegularFile)
                    .filter(path -> Form.ofName(path.toString()).isPresent())
                    .sorted()
                    .map(path -> input(
                            path, form.or(() -> Form.ofName(path.toString())).orElseThrow()))
                    .toList();
            if (found.isEmpty()) {
                throw new MisuseException("there are no files of a known form in " + directory);
            }
            return found;
        } catch (IOException | UncheckedIOException e) {
            throw new MisuseException("the directory cannot be read: " + e.getMessage());
        }
    }

    private static Input input(Path path, Form form) {
        try {
            return new Input(path, form, Files.size(path));
        } catch (IOException _) {
            throw new MisuseException("there is no readable file " + path);
        }
    }

    /// The length of all files; 0 if it is not known.
    long size() {
        return files.stream().anyMatch(Input::isStandardInput)
                ? 0
                : files.stream().mapToLong(Input::size).sum();
    }

    /// A text that is another one if a file is another one, or has changed its length.
    String fingerprint() {
        return files.stream()
                .map(file -> file.path().toAbsolutePath().normalize() + " " + file.size())
                .collect(Collectors.joining("\n"));
    }
}
