package io.liftline.query;

import io.vertx.mutiny.sqlclient.Row;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The samples of a page while they arrive. They are passed on; only the last one is kept, after which the next page
/// begins.
///
/// @param <T> what takes the samples
final class PageSamples<T extends Consumer<Row>> implements Consumer<Row> {

    private final T taker;
    private final int limit;
    private int count;
    private @Nullable Row last;

    /// @param limit the number of samples of a full page
    PageSamples(T taker, int limit) {
        this.taker = taker;
        this.limit = limit;
    }

    @Override
    public void accept(Row row) {
        taker.accept(row);
        count++;
        last = row;
    }

    /// What has taken the samples.
    T taker() {
        return taker;
    }

    int count() {
        return count;
    }

    int missing() {
        return limit - count;
    }

    boolean isFull() {
        return count == limit;
    }

    /// The last sample. There must be one.
    Row last() {
        return Objects.requireNonNull(last);
    }
}
