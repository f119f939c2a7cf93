package io.liftline.client;

import io.liftline.client.Inputs.Input;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What becomes of rejected rows: the first ones are shown, and all are written to the file that
/// `--errors-file` names.
///
/// An answer lists at most 100 errors. If all rows are to be named, the rows behind the last one that is listed
/// are sent again, which changes nothing that is stored.
final class Rejects implements Closeable {

    private static final int SHOWN = 20;
    private static final int ROWS_TO_NAME = 1_000;

    private final ImportOptions options;
    private final Optional<RejectsFile> file;
    private final Progress progress;
    private int shown;
    private Optional<Input> input = Optional.empty();
    private Optional<List<byte[]>> header = Optional.empty();

    private Rejects(ImportOptions options, Optional<RejectsFile> file, Progress progress) {
        this.options = options;
        this.file = file;
        this.progress = progress;
    }

    static Rejects open(ImportOptions options, RejectsFile.Lengths kept, Progress progress) throws IOException {
        Optional<RejectsFile> file = options.errorsFile().isPresent()
                ? Optional.of(RejectsFile.open(options.errorsFile().get(), kept))
                : Optional.empty();
        return new Rejects(options, file, progress);
    }

    /// Begins with a file.
    ///
    /// @throws StoppedException if its rows cannot stand in one file with those of the files before it
    void begin(Input next, List<byte[]> preamble) {
        boolean other = (input.isPresent() && input.get().form() != next.form())
                || (header.isPresent() && !Arrays.deepEquals(header.get().toArray(), preamble.toArray()));
        if (file.isPresent() && other) {
            throw new StoppedException(
                    next.path() + " has another header than the files before it, so their rejected rows"
                            + " cannot be in one --errors-file; import it on its own");
        }
        input = Optional.of(next);
        header = Optional.of(preamble);
    }

    /// Shows and writes the rejected rows of a batch.
    ///
    /// @return the number of rejected samples that the receipt does not count
    long write(Batch batch, Receipt receipt, Sender sender) throws IOException {
        Input sent = input.orElseThrow();
        boolean uncounted = sent.form() == Form.LINE_PROTOCOL && !options.dryRun();
        SortedMap<Integer, String> named = new TreeMap<>();
        Batch part = batch;
        Receipt last = receipt;
        int from = 0;
        long faults = 0;
        while (true) {
            for (Receipt.Fault fault : last.faults()) {
                named.putIfAbsent(from + part.row(fault.line()), fault.text());
            }
            faults += last.faults().size();
            from += last.lastListed() > 0 ? part.row(last.lastListed()) + 1 : part.size();
            boolean all = !uncounted && !options.reading().keepsRowsWithErrors() && faults >= receipt.rejected();
            if (from >= batch.size() || all || (file.isEmpty() && !uncounted)) {
                break;
            }
            part = batch.part(from, Math.min(batch.size(), from + ROWS_TO_NAME));
            last = named(sender.send(part, sent));
        }
        for (var row : named.entrySet()) {
            name(sent, batch, row.getKey(), row.getValue());
        }
        return uncounted ? faults - receipt.rejected() : 0;
    }

    private static Receipt named(Sender.Reply reply) {
        return switch (reply) {
            case Sender.Reply.Stored(Receipt receipt) -> receipt;
            case Sender.Reply.TooMuch(Answer answer) -> throw new StoppedException(answer.message());
            case Sender.Reply.Refused(Answer answer) -> throw new StoppedException(answer.message());
            case Sender.Reply.Unanswered(String reason) -> throw new StoppedException(reason);
        };
    }

    private void name(Input sent, Batch batch, int row, String reason) throws IOException {
        String where = sent.path() + ":" + (batch.firstLine() + row);
        if (shown < SHOWN) {
            progress.note(where + ": " + reason);
        } else if (shown == SHOWN) {
            progress.note(file.isPresent() ? "…" : "… --errors-file FILE keeps all rejected rows with their reasons");
        }
        shown++;
        if (file.isPresent()) {
            file.get().add(batch.preamble(), batch.rows().get(row), where, reason);
        }
    }

    RejectsFile.Lengths lengths() throws IOException {
        return file.isPresent() ? file.get().lengths() : RejectsFile.Lengths.NONE;
    }

    @Override
    public void close() throws IOException {
        if (file.isPresent()) {
            file.get().close();
        }
    }
}
