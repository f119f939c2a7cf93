package io.liftline.ingest;

import io.liftline.ingest.sample.RawSample;
import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.sample.RowError;
import io.liftline.telemetry.Channel;
import io.liftline.web.NearestName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The errors of one request. All are counted; the first [RowError#MAX_LISTED] are listed.
final class RowErrors {

    private static final List<String> COLUMNS =
            Channel.ALL.stream().map(Channel::column).toList();

    private final List<RowError> listed = new ArrayList<>();
    private int count;

    /// Adds the error of a sample.
    ///
    /// @param index index of the sample in the request, from 0
    /// @param line line of the body on which it begins, from 1; 0 if the format has no lines
    /// @param wellId its well id, if it could be decoded
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

    /// The message of the error. For an unknown channel, it suggests the nearest known name.
    private static String detail(RawSample.Fault fault) {
        @Nullable String field = fault.field();
        if (fault.code() != RejectCode.UNKNOWN_CHANNEL || field == null) {
            return fault.detail();
        }
        return NearestName.of(field, COLUMNS)
                .map(near -> fault.detail() + "; did you mean " + near + "?")
                .orElse(fault.detail());
    }

    /// Whether the list is full, so that further errors are only counted.
    boolean isFull() {
        return listed.size() == RowError.MAX_LISTED;
    }

    /// The number of errors, including those that are not listed.
    int count() {
        return count;
    }

    List<RowError> listed() {
        return List.copyOf(listed);
    }
}
