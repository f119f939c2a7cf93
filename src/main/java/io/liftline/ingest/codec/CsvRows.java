package io.liftline.ingest.codec;

import io.liftline.ingest.sample.RawSample;
import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.sample.SampleSink;
import io.liftline.telemetry.Channel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a line of CSV becomes samples.
sealed interface CsvRows {

    /// Reads the samples of a line.
    ///
    /// @param number the number of the line, from 1
    /// @param fault what is wrong with the form of the line; null if nothing is
    void read(CsvLine line, long number, @Nullable String fault, CsvValues values, SampleSink sink);

    /// One sample a line, whose well is in a column.
    record Narrow(List<CsvColumn> columns) implements CsvRows {

        @Override
        public void read(CsvLine line, long number, @Nullable String fault, CsvValues values, SampleSink sink) {
            RawSample sample = sink.next();
            if (fault != null) {
                sample.fault(RejectCode.MALFORMED, null, null, fault);
            }
            int fields = Math.min(line.count(), columns.size());
            for (int i = 0; i < fields; i++) {
                switch (columns.get(i)) {
                    case CsvColumn.Well _ -> sample.wellId(sink.wellName(line.bytes(), line.from(i), line.to(i)));
                    case CsvColumn.Time _ -> values.time(line, i, sample);
                    case CsvColumn.Measured(Channel channel) -> values.channel(line, i, channel, sample);
                    case CsvColumn.Ignored _ -> {}
                }
            }
            sink.end(sample, number);
        }
    }

    /// One sample of each well a line. A well whose fields are all empty has no sample.
    ///
    /// @param time index of the column with the event time
    record Wide(int time, List<WellColumns> wells) implements CsvRows {

        /// The columns of one well.
        record WellColumns(String well, List<Column> columns) {

            boolean isEmpty(CsvLine line) {
                return columns.stream().allMatch(column -> line.from(column.index()) == line.to(column.index()));
            }
        }

        record Column(int index, Channel channel) {}

        @Override
        public void read(CsvLine line, long number, @Nullable String fault, CsvValues values, SampleSink sink) {
            if (fault != null) {
                reject(RejectCode.MALFORMED, fault, number, sink);
                return;
            }
            boolean any = false;
            for (WellColumns well : wells) {
                if (!well.isEmpty(line)) {
                    any = true;
                    RawSample sample = sink.next();
                    sample.wellId(well.well());
                    values.time(line, time, sample);
                    well.columns().forEach(column -> values.channel(line, column.index(), column.channel(), sample));
                    sink.end(sample, number);
                }
            }
            if (!any) {
                reject(RejectCode.NO_CHANNELS, "the line has no value of any well", number, sink);
            }
        }

        private static void reject(RejectCode code, String detail, long number, SampleSink sink) {
            RawSample sample = sink.next();
            sample.fault(code, null, null, detail);
            sink.end(sample, number);
        }
    }
}
