package io.liftline.query.format;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A page of an answer, encoded.
///
/// @param parts its text in parts, none of them empty; there may be none even if more pages follow
/// @param next reads the next page; empty on the last page
public record TextPage(List<Buffer> parts, Optional<Supplier<Uni<TextPage>>> next) {

    /// Values of a page. With them, a day of a well with a sample each 10 s and 9 channels is one page, of about 1.5
    /// MB.
    private static final int VALUES = 100_000;

    /// The number of samples of a page of a stream.
    public static int rows(SampleColumns columns) {
        return VALUES / (columns.channels().size() + 2);
    }
}
