package io.liftline.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The instructions of a Dockerfile, without comments and with continued lines joined.
record Dockerfile(List<Instruction> instructions) {

    private static final Path DIRECTORY = Path.of("src", "main", "docker");
    private static final Pattern LINE = Pattern.compile("(\\S+)\\s+(.*)");

    /// One instruction: its keyword, such as `COPY`, and its arguments.
    record Instruction(String word, String text) {

        private static Instruction of(String line) {
            var parts = LINE.matcher(line);
            if (!parts.matches()) {
                throw new IllegalArgumentException("not a Dockerfile instruction: " + line);
            }
            return new Instruction(parts.group(1), parts.group(2).strip());
        }
    }

    /// Parses a file of src/main/docker.
    static Dockerfile read(String name) throws IOException {
        String text = Files.readString(DIRECTORY.resolve(name))
                .replaceAll("(?m)^#.*\n", "")
                .replace("\\\n", " ");
        return new Dockerfile(text.lines()
                .filter(line -> !line.isBlank())
                .map(Instruction::of)
                .toList());
    }

    /// The arguments of each instruction with this keyword.
    List<String> all(String word) {
        return instructions.stream()
                .filter(instruction -> instruction.word().equals(word))
                .map(Instruction::text)
                .toList();
    }

    /// The base image of the last stage.
    String base() {
        return all("FROM").getLast().split(" ")[0];
    }

    /// The paths that `COPY` takes from the build context.
    List<String> sources() {
        return all("COPY").stream()
                .filter(text -> !text.contains("--from="))
                .flatMap(Dockerfile::sources)
                .toList();
    }

    private static Stream<String> sources(String copy) {
        List<String> paths = Stream.of(copy.split("\\s+"))
                .filter(part -> !part.startsWith("--"))
                .toList();
        return paths.subList(0, paths.size() - 1).stream();
    }
}
