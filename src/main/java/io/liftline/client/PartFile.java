package io.liftline.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// The file of an export while it is not complete: `FILE.part`. It gets its name when it is. `FILE.part-state`
/// has how much of it is complete, so that a stopped export can go on.
final class PartFile implements ExportRun.Out, Closeable {

    private final Path file;
    private final FileChannel channel;

    private PartFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// How much of the export is complete.
    ///
    /// @param what the export, to recognize it
    /// @param from begin of the range
    /// @param at begin of what is missing, in microseconds
    /// @param to end of the range
    /// @param rows rows in the file
    /// @param length bytes of the file
    record State(String what, long from, long at, long to, long rows, long length) {

        /// Nothing is complete.
        static State begin(String what, ExportOptions.Range range) {
            return new State(what, range.from(), range.from(), range.to(), 0, 0);
        }

        /// One more part is complete.
        ///
        /// @param end its end
        /// @param more its rows
        /// @param newLength bytes of the file with it
        State through(long end, long more, long newLength) {
            return new State(what, from, end, to, rows + more, newLength);
        }
    }

    /// Opens the part of a file.
    static PartFile open(Path file) throws IOException {
        return new PartFile(
                file, FileChannel.open(beside(file, ".part"), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    /// How much an earlier export to this file has completed. Empty if there was none.
    static Optional<State> state(Path file) {
        Path path = beside(file, ".part-state");
        if (!Files.exists(path) || !Files.exists(beside(file, ".part"))) {
            return Optional.empty();
        }
        try {
            JsonNode json = new ObjectMapper().readTree(path.toFile());
            State state = new State(
                    json.required("what").asText(),
                    json.required("from").asLong(),
                    json.required("at").asLong(),
                    json.required("to").asLong(),
                    json.required("rows").asLong(),
                    json.required("length").asLong());
            if (Files.size(beside(file, ".part")) < state.length()) {
                throw new StoppedException(
                        beside(file, ".part") + " is shorter than it was; without --resume the export begins again");
            }
            return Optional.of(state);
        } catch (IOException | IllegalArgumentException _) {
            throw new StoppedException(path + " is not the state of an export; remove it");
        }
    }

    /// Removes what is behind this length, and goes on there.
    ///
    /// @return a stream to write to; closing it does not close the file
    @Override
    public OutputStream from(long length) {
        OutputStream to =
                orStop(() -> Channels.newOutputStream(channel.truncate(length).position(length)));
        return new OutputStream() {
            @Override
            public void write(int b) {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int count) {
                orStop(() -> {
                    to.write(bytes, offset, count);
                    return count;
                });
            }
        };
    }

    @Override
    public long length() {
        return orStop(channel::position);
    }

    /// Notes what is complete, after it is on the disk.
    @Override
    public void complete(State state) {
        String json = new ObjectMapper()
                .createObjectNode()
                .put("what", state.what())
                .put("from", state.from())
                .put("at", state.at())
                .put("to", state.to())
                .put("rows", state.rows())
                .put("length", state.length())
                .toString();
        Path next = beside(file, ".part-state.new");
        orStop(() -> {
            channel.force(false);
            Files.writeString(next, json);
            return Files.move(
                    next,
                    beside(file, ".part-state"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        });
    }

    /// Work on the files.
    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> T orStop(Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new StoppedException(file + " cannot be written: " + e.getMessage());
        }
    }

    /// Gives the file its name.
    void finish() throws IOException {
        channel.force(true);
        channel.close();
        Files.move(beside(file, ".part"), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(beside(file, ".part-state"));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
