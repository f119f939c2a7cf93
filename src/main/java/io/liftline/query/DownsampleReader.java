package io.liftline.query;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.query.format.SampleColumns;
import io.liftline.query.series.DownsampledText;
import io.liftline.query.series.SampleList;
import io.liftline.query.source.ArchiveUse;
import io.liftline.query.source.ArchivedPart;
import io.liftline.telemetry.Channel;
import io.liftline.telemetry.TimeRange;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Reads the raw samples of a well and downsamples them (LTTB).
@ApplicationScoped
class DownsampleReader {

    /// Maximum number of values that are held at a time: 16 MB.
    static final int MAX_VALUES = 1_000_000;

    private static final int PAGE = 10_000;

    private final SamplePages pages;

    DownsampleReader(SamplePages pages) {
        this.pages = pages;
    }

    /// At most `points` samples of each channel, as JSON. Fails with 404 if the well does not exist, and with 422
    /// if the range has too many samples.
    Uni<Buffer> read(PermittedWell well, TimeRange range, List<Channel> channels, int points, ArchiveUse archive) {
        SamplesQuery query = new SamplesQuery(well, range, new SampleColumns(channels), TimeOrder.ASC, archive);
        Values values = new Values(query.columns());
        return collect(query, values, 0, List.of())
                .map(parts -> DownsampledText.of(well.id(), range, channels, values.lists, points, Sources.of(parts)));
    }

    private Uni<List<ArchivedPart>> collect(SamplesQuery query, Values values, int before, List<ArchivedPart> read) {
        return pages.page(query, PAGE, () -> new Values(query.columns())).chain(answer -> {
            SamplePages.Page<Values> page = answer.value();
            List<ArchivedPart> parts = answer.parts().isEmpty() ? read : answer.parts();
            int rows = before + page.count();
            if ((long) rows * values.lists.size() > MAX_VALUES) {
                throw new ProblemException(
                        ProblemCode.UNPROCESSABLE,
                        "The range has more than %d values; ask for a shorter range, or name fewer channels"
                                .formatted(MAX_VALUES));
            }
            values.add(page.samples());
            return page.rest()
                    .map(rest -> collect(rest, values, rows, parts))
                    .orElseGet(() -> Uni.createFrom().item(parts));
        });
    }

    /// The measured values of samples, by channel.
    private static final class Values implements Consumer<Row> {

        private final SampleColumns columns;
        private final List<SampleList> lists;

        Values(SampleColumns columns) {
            this.columns = columns;
            this.lists = Stream.generate(SampleList::new)
                    .limit(columns.channels().size())
                    .toList();
        }

        @Override
        public void accept(Row row) {
            long time = SampleColumns.timestamp(row);
            for (int channel = 0; channel < lists.size(); channel++) {
                Double value = columns.value(row, channel);
                if (value != null && !value.isNaN()) {
                    lists.get(channel).add(time, value);
                }
            }
        }

        void add(Values later) {
            for (int channel = 0; channel < lists.size(); channel++) {
                lists.get(channel).addAll(later.lists.get(channel));
            }
        }
    }
}
