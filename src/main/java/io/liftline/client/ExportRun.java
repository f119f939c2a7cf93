package io.liftline.client;

import io.liftline.client.ExportOptions.Range;
import io.liftline.telemetry.Timestamp;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.zip.GZIPOutputStream;

/// Copies a range of samples to a file, in parts of time, one request each. A part that fails is asked for
/// again, and a part that is too large for one question is halved. Parts grow as long as they are answered fast.
///
/// The file is in order of time, as each part is. A sample that arrives while the export runs is in the file if
/// its part had not been copied yet.
final class ExportRun {

    private static final long DAY = Duration.ofDays(1).toMillis() * 1_000;
    private static final long SHORTEST = Duration.ofMinutes(1).toMillis() * 1_000;
    private static final Duration FAST = Duration.ofSeconds(2);
    private static final Duration SLOW = Duration.ofSeconds(20);

    private final ExportOptions options;
    private final Ask ask;
    private final Patience patience;
    private final Progress progress;
    private final LongSupplier nanos;

    ExportRun(ExportOptions options, Ask ask, Patience patience, Progress progress, LongSupplier nanos) {
        this.options = options;
        this.ask = ask;
        this.patience = patience;
        this.progress = progress;
        this.nanos = nanos;
    }

    /// Gets a stream of samples.
    interface Ask {
        Service.Streamed stream(String path, ExportForm form) throws IOException, InterruptedException;
    }

    /// Where a part is written. If that is not possible, its methods and its stream throw a [StoppedException]: an
    /// [IOException] would be taken for one of the connection, and the part would be asked for again.
    interface Out {

        /// Begins at this length, which is that of the parts before.
        OutputStream from(long length);

        /// The length with all that was written.
        long length();

        /// Notes that a part is complete.
        void complete(PartFile.State state);
    }

    /// Copies what is missing.
    ///
    /// @param begin what is complete
    /// @return what is complete in the end
    PartFile.State run(PartFile.State begin, Out out) {
        PartFile.State state = begin;
        long longest = begin.to() - begin.at();
        long step = options.form().isInParts() ? Math.min(DAY, longest) : longest;
        while (state.at() < state.to()) {
            long started = nanos.getAsLong();
            Range part = new Range(state.at(), Math.min(state.to(), state.at() + step));
            Optional<PartFile.State> next = copy(part, state, out);
            Duration took = Duration.ofNanos(nanos.getAsLong() - started);
            if (next.isPresent()) {
                state = next.get();
                show(begin, state);
                if (took.compareTo(FAST) < 0) {
                    step = Math.min(longest, 2 * step);
                }
            }
            if (next.isEmpty() || took.compareTo(SLOW) > 0) {
                step = Math.max(SHORTEST, (part.to() - part.from()) / 2);
                longest = step;
            }
        }
        return state;
    }

    /// Copies one part. Empty if it is too large for one question.
    private Optional<PartFile.State> copy(Range part, PartFile.State before, Out out) {
        PartFile.State[] done = {before};
        Answer answer = patience.answer(() -> {
            OutputStream to = out.from(before.length());
            return switch (ask.stream(path(part), options.form())) {
                case Service.Streamed.Refused(Answer refusal) -> refusal;
                case Service.Streamed.Body(InputStream body) -> {
                    patience.reached();
                    long rows = write(body, to, before);
                    done[0] = before.through(part.to(), rows, out.length());
                    out.complete(done[0]);
                    yield Answer.OK;
                }
            };
        });
        if (answer.isSuccess()) {
            return Optional.of(done[0]);
        }
        boolean tooMuch = answer.status() == 422 || answer.status() == 504;
        if (tooMuch && options.form().isInParts() && part.to() - part.from() > SHORTEST) {
            return Optional.empty();
        }
        throw new StoppedException(answer.message());
    }

    private long write(InputStream body, OutputStream to, PartFile.State before) throws IOException {
        try (body) {
            if (!options.form().isInParts()) {
                body.transferTo(to);
                return 0;
            }
            int header = options.form() == ExportForm.CSV ? 1 : 0;
            int skipped = before.length() > 0 ? header : 0;
            if (!options.isCompressed()) {
                return RowCopy.lines(body, to, skipped) - header + skipped;
            }
            GZIPOutputStream gzip = new GZIPOutputStream(to, 64 * 1024);
            long lines = RowCopy.lines(body, gzip, skipped);
            gzip.finish(); // each part is a member, so the file may end after any part
            return lines - header + skipped;
        }
    }

    private String path(Range part) {
        return options.query() + "&from=" + time(part.from()) + "&to=" + time(part.to());
    }

    private static String time(long micros) {
        return URLEncoder.encode(Timestamp.format(micros), StandardCharsets.UTF_8);
    }

    private void show(PartFile.State begin, PartFile.State state) {
        double length = begin.to() - begin.from();
        progress.show(new Progress.Position(
                options.out().map(String::valueOf).orElse("export"),
                state.rows(),
                begin.rows(),
                (state.at() - begin.from()) / length,
                (begin.at() - begin.from()) / length,
                "up to " + Timestamp.format(state.at())));
    }
}
