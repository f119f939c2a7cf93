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
        List<SampleList> samples =
                Stream.generate(SampleList::new).limit(channels.size()).toList();
        return collect(query, samples, 0, List.of())
                .map(parts -> DownsampledText.of(well.id(), range, channels, samples, points, Sources.of(parts)));
    }

    private Uni<List<ArchivedPart>> collect(
            SamplesQuery query, List<SampleList> samples, int before, List<ArchivedPart> read) {
        return pages.page(query, PAGE).chain(answer -> {
            SamplePages.Page page = answer.value();
            List<ArchivedPart> parts = answer.parts().isEmpty() ? read : answer.parts();
            int rows = before + page.rows().size();
            if ((long) rows * samples.size() > MAX_VALUES) {
                throw new ProblemException(
                        ProblemCode.UNPROCESSABLE,
                        "The range has more than %d values; ask for a shorter range, or name fewer channels"
                                .formatted(MAX_VALUES));
            }
            page.rows().forEach(row -> add(query.columns(), samples, row));
            return page.rest()
                    .map(rest -> collect(rest, samples, rows, parts))
                    .orElseGet(() -> Uni.createFrom().item(parts));
        });
    }

    private static void add(SampleColumns columns, List<SampleList> samples, Row row) {
        for (int channel = 0; channel < samples.size(); channel++) {
            Double value = columns.value(row, channel);
            if (value != null && !value.isNaN()) {
                samples.get(channel).add(SampleColumns.timestamp(row), value);
            }
        }
    }
}
