package io.liftline.ingest;

import io.liftline.ingest.sample.RawSample;
import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.sample.RowError;
import io.liftline.telemetry.Channel;
import io.liftline.web.NearestName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The faults of one request: the first are listed, all are counted.
final class RowErrors {

    private static final List<String> COLUMNS =
            Channel.ALL.stream().map(Channel::column).toList();

    private final List<RowError> listed = new ArrayList<>();
    private int count;

    /// Adds the fault of a sample.
    ///
    /// @param index which sample of the request, from 0
    /// @param line the line of the body it began on, from 1; 0 when the format has no lines
    /// @param wellId the well it named, where that could be read
    void add(int index, long line, @Nullable String wellId, RawSample.Fault fault) {
        count++;
        if (!isFull()) {
            listed.add(new RowError(
                    index,
                    line == 0 ? null : line,
                    RowError.clip(wellId),
                    fault.code(),
                    fault.field(),
                    fault.value(),
                    detail(fault)));
        }
    }

    /// With the channel that was probably meant where there is no such one.
    private static String detail(RawSample.Fault fault) {
        @Nullable String field = fault.field();
        if (fault.code() != RejectCode.UNKNOWN_CHANNEL || field == null) {
            return fault.detail();
        }
        return NearestName.of(field, COLUMNS)
                .map(near -> fault.detail() + "; did you mean " + near + "?")
                .orElse(fault.detail());
    }

    /// Whether what is added from now on is counted only.
    boolean isFull() {
        return listed.size() == RowError.MAX_LISTED;
    }

    /// How many there are, those that are not listed included.
    int count() {
        return count;
    }

    List<RowError> listed() {
        return List.copyOf(listed);
    }
}
