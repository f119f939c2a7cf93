package io.liftline.client;

import io.liftline.client.Inputs.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Sends the files of an import, request by request, and keeps how far it has come.
///
/// A request that is too large for the service is sent in halves. Later requests are that small too, and grow
/// again when the service has taken a number of them.
final class ImportRun {

    private static final int BEFORE_GROWING = 16;

    private final ImportOptions options;
    private final Inputs inputs;
    private final Sender sender;
    private final Progress progress;
    private final Optional<Path> stateFile;

    private ImportState state;
    private int rows;
    private int taken;

    ImportRun(ImportOptions options, Inputs inputs, Sender sender, Progress progress) {
        this.options = options;
        this.inputs = inputs;
        this.sender = sender;
        this.progress = progress;
        this.rows = options.maxRows();
        this.stateFile = options.stateFile(inputs);
        this.state = first();
    }

    /// Imports all files.
    ///
    /// @return the sums
    /// @throws StoppedException if it cannot go on
    Totals run() {
        try (Rejects rejects = Rejects.open(options, state.rejects(), progress)) {
            for (int file = state.file(); file < inputs.files().size(); file++) {
                send(file, rejects);
            }
        } catch (IOException e) {
            throw new StoppedException(where() + Words.of(e) + advice());
        }
        forget();
        return state.totals();
    }

    private ImportState first() {
        String what = inputs.fingerprint() + "\n" + options.fingerprint();
        ImportState begin = ImportState.begin(what);
        Optional<ImportState> earlier = stateFile.flatMap(ImportState::read);
        if (!options.resume()) {
            earlier.ifPresent(
                    _ -> progress.note("an earlier import of these files was stopped; --resume goes on there"));
            return begin;
        }
        earlier.filter(there -> !there.what().equals(what)).ifPresent(_ -> {
            throw new StoppedException("the import that was stopped had other files or options;"
                    + " without --resume it begins again, and changes nothing that is stored already");
        });
        if (earlier.isEmpty()) {
            progress.note("nothing was stopped: the import begins with the first row");
        }
        return earlier.orElse(begin);
    }

    private void send(int index, Rejects rejects) throws IOException {
        Input file = inputs.files().get(index);
        try (Source source = Source.open(Source.input(file.path()), file.form(), options.reading(), well(file))) {
            rejects.begin(file, source.preamble());
            source.skipTo(state.line(), state.position());
            long before = state.totals().received();
            double partBefore = part(index, source);
            for (Optional<Batch> batch = source.next(rows); batch.isPresent(); batch = source.next(rows)) {
                send(index, batch.get(), rejects);
                progress.show(new Progress.Position(
                        file.path().toString(),
                        state.totals().received(),
                        before,
                        part(index, source),
                        partBefore,
                        state.totals().rejected() == 0
                                ? ""
                                : Words.of(state.totals().rejected()) + " rejected"));
            }
        }
        keep(new ImportState(state.what(), index + 1, 0, 0, state.totals(), rejects.lengths()));
    }

    private Optional<String> well(Input file) {
        return options.reading().well().map(well -> well.equals("@file") ? file.plainName() : well);
    }

    private void send(int index, Batch batch, Rejects rejects) throws IOException {
        switch (sender.send(batch, inputs.files().get(index))) {
            case Sender.Reply.Stored(Receipt receipt) -> {
                Totals totals = state.totals().plus(receipt);
                totals = totals.alsoRejected(rejects.write(batch, receipt, sender));
                keep(new ImportState(state.what(), index, batch.lastLine(), batch.end(), totals, rejects.lengths()));
                grow();
            }
            case Sender.Reply.TooMuch(Answer answer) -> {
                if (batch.size() == 1) {
                    throw new StoppedException(where() + answer.message() + advice());
                }
                taken = 0;
                int half = Math.max(1, batch.size() / 2);
                rows = half;
                for (int from = 0; from < batch.size(); from += half) {
                    send(index, batch.part(from, Math.min(batch.size(), from + half)), rejects);
                }
            }
            case Sender.Reply.Refused(Answer answer) ->
                throw new StoppedException(where() + answer.message() + advice());
            case Sender.Reply.Unanswered(String reason) -> throw new StoppedException(where() + reason + advice());
        }
    }

    private void grow() {
        taken++;
        if (taken == BEFORE_GROWING) {
            taken = 0;
            rows = Math.min(options.maxRows(), 2 * rows);
        }
    }

    private double part(int index, Source source) {
        long size = inputs.size();
        long before =
                inputs.files().subList(0, index).stream().mapToLong(Input::size).sum();
        return size == 0 ? -1 : Math.min(1, (double) (before + source.bytesRead()) / size);
    }

    private String where() {
        List<Input> files = inputs.files();
        String file = files.get(Math.min(state.file(), files.size() - 1)).path().toString();
        return state.line() == 0 ? file + ": " : file + ", after line " + state.line() + ": ";
    }

    private String advice() {
        boolean begun = state.totals().received() > 0;
        return begun && stateFile.isPresent() ? "; the same command with --resume goes on from here" : "";
    }

    private void keep(ImportState next) {
        state = next;
        stateFile.ifPresent(file -> {
            try {
                next.write(file);
            } catch (IOException e) {
                throw new StoppedException("the progress cannot be kept in " + file + ": " + e.getMessage()
                        + "; name another file with --state");
            }
        });
    }

    private void forget() {
        stateFile.ifPresent(file -> {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                progress.note(file + " cannot be removed: " + e.getMessage());
            }
        });
    }
}
