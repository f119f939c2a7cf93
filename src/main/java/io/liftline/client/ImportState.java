package io.liftline.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// How far an import has come. It is written after the answer to each request. The request after it may have
/// been stored too; sending it again changes nothing.
///
/// @param what the files and options of the import, to recognize it
/// @param file index of the current file
/// @param line its last line that was answered
/// @param position the position in the file after that line
/// @param totals the sums so far
/// @param rejects how much of the files of rejected rows is complete
record ImportState(String what, int file, long line, long position, Totals totals, RejectsFile.Lengths rejects) {

    static ImportState begin(String what) {
        return new ImportState(what, 0, 0, 0, Totals.NONE, RejectsFile.Lengths.NONE);
    }

    /// Reads a state. Empty if there is no such file.
    ///
    /// @throws StoppedException if the file is not a state
    static Optional<ImportState> read(Path path) {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try {
            JsonNode json = new ObjectMapper().readTree(path.toFile());
            JsonNode sums = json.required("totals");
            JsonNode lengths = json.required("rejects");
            return Optional.of(new ImportState(
                    json.required("what").asText(),
                    json.required("file").asInt(),
                    json.required("line").asLong(),
                    json.required("position").asLong(),
                    new Totals(
                            sums.path(0).asLong(),
                            sums.path(1).asLong(),
                            sums.path(2).asLong(),
                            sums.path(3).asLong(),
                            sums.path(4).asLong()),
                    new RejectsFile.Lengths(
                            lengths.path(0).asLong(),
                            lengths.path(1).asLong(),
                            lengths.path(2).asLong(),
                            lengths.path(3).asLong())));
        } catch (IOException | IllegalArgumentException _) {
            throw new StoppedException(path + " is not the state of an import; remove it, or name another --state");
        }
    }

    /// Writes the state in one step, so that a reader never sees half of it.
    void write(Path path) throws IOException {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("what", what).put("file", file).put("line", line).put("position", position);
        json.putArray("totals")
                .add(totals.received())
                .add(totals.stored())
                .add(totals.unchanged())
                .add(totals.conflicts())
                .add(totals.rejected());
        json.putArray("rejects")
                .add(rejects.rows())
                .add(rejects.reasons())
                .add(rejects.lines())
                .add(rejects.checksum());
        Path next = path.resolveSibling(path.getFileName() + ".new");
        Files.writeString(next, json.toString());
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
