package io.liftline.query.format;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/// A body of any length. A page is read only after the client has taken the previous one (backpressure),
/// so the memory is one page.
///
/// @param bytes fails if a page cannot be read; the answer is then incomplete
public record StreamedAnswer(Multi<Buffer> bytes) {

    /// Encodes pages in this format.
    public static StreamedAnswer of(RowPage first, PageEncoder encoder) {
        return new StreamedAnswer(Multi.createBy()
                .repeating()
                .uni(() -> new Progress(first, encoder), Progress::step)
                .whilst(Optional::isPresent)
                .filter(bytes -> bytes.isPresent() && bytes.get().length() > 0)
                .map(Optional::get));
    }

    /// Sends pages that are encoded already, part by part.
    ///
    /// @param head the bytes before the first page
    public static StreamedAnswer of(TextPage first, Buffer head) {
        Parts state = new Parts(first); // which drops each part when it is sent
        Multi<Buffer> parts = Multi.createBy()
                .repeating()
                .uni(() -> state, Parts::step)
                .whilst(Optional::isPresent)
                .filter(Optional::isPresent)
                .map(Optional::get);
        return new StreamedAnswer(Multi.createBy()
                .concatenating()
                .streams(Multi.createFrom().item(head).filter(bytes -> bytes.length() > 0), parts));
    }

    /// Encodes pages of any kind.
    ///
    /// @param head the bytes before the first page
    /// @param encode the bytes of a page
    /// @param next reads the page after a page; empty after the last one
    public static <P> StreamedAnswer of(
            P first, Buffer head, Function<P, Buffer> encode, Function<P, Optional<Supplier<Uni<P>>>> next) {
        AtomicReference<Optional<Supplier<Uni<P>>>> following =
                new AtomicReference<>(Optional.of(() -> Uni.createFrom().item(first)));
        Multi<Buffer> pages = Multi.createBy()
                .repeating()
                .uni(() -> following.get().map(Supplier::get).orElseThrow().map(page -> {
                    following.set(next.apply(page));
                    return encode.apply(page);
                }))
                .whilst(_ -> following.get().isPresent());
        return new StreamedAnswer(Multi.createBy()
                .concatenating()
                .streams(Multi.createFrom().item(head), pages)
                .filter(bytes -> bytes.length() > 0));
    }

    /// The parts of an answer that is being sent.
    private static final class Parts {

        private final Deque<Buffer> parts;
        private Optional<Supplier<Uni<TextPage>>> next;

        Parts(TextPage first) {
            this.parts = new ArrayDeque<>(first.parts());
            this.next = first.next();
        }

        /// The next part. Empty after the last one.
        Uni<Optional<Buffer>> step() {
            if (!parts.isEmpty() || next.isEmpty()) {
                return Uni.createFrom().item(Optional.ofNullable(parts.poll()));
            }
            return next.get().get().chain(page -> {
                parts.addAll(page.parts());
                next = page.next();
                return step();
            });
        }
    }

    /// The state of an answer that is being sent.
    private static final class Progress {

        private final PageEncoder encoder;
        private Optional<Supplier<Uni<RowPage>>> next;
        private Buffer separator = Buffer.buffer();
        private boolean begun;

        Progress(RowPage first, PageEncoder encoder) {
            this.encoder = encoder;
            this.next = Optional.of(() -> Uni.createFrom().item(first));
        }

        /// The bytes of the next page. Empty after the last one.
        Uni<Optional<Buffer>> step() {
            return next.map(page -> page.get().map(rows -> Optional.of(encode(rows))))
                    .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
        }

        private Buffer encode(RowPage page) {
            Buffer bytes = begun ? Buffer.buffer() : encoder.head();
            begun = true;
            if (!page.isEmpty()) {
                bytes.appendBuffer(separator).appendBuffer(encoder.page(page.rows()));
                separator = encoder.separator();
            }
            next = page.next();
            return next.isPresent() ? bytes : bytes.appendBuffer(encoder.tail());
        }
    }
}
