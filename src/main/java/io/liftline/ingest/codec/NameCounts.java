package io.liftline.ingest.codec;

import io.liftline.ingest.sample.PassedOver;
import io.liftline.ingest.sample.SampleSink;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Counts names by their bytes, so that a name that occurs in every line is converted to a String only once.
/// The number of names is bounded; further ones are counted together.
final class NameCounts {

    private static final int MAX_NAMES = 16;
    private static final String OTHER = "OTHER";

    private final PassedOver what;
    private final byte[][] names = new byte[MAX_NAMES][];
    private final long[] counts = new long[MAX_NAMES];
    private int known;
    private long others;

    NameCounts(PassedOver what) {
        this.what = what;
    }

    /// Counts the name in `[from, to)`.
    void add(byte[] buffer, int from, int to) {
        for (int i = 0; i < known; i++) {
            if (Arrays.equals(names[i], 0, names[i].length, buffer, from, to)) {
                counts[i]++;
                return;
            }
        }
        if (known < MAX_NAMES) {
            names[known] = Arrays.copyOfRange(buffer, from, to);
            counts[known++] = 1;
        } else {
            others++;
        }
    }

    /// Reports the counts to the sink.
    void report(SampleSink sink) {
        for (int i = 0; i < known; i++) {
            sink.passedOver(what, new String(names[i], StandardCharsets.UTF_8), counts[i]);
        }
        if (others > 0) {
            sink.passedOver(what, OTHER, others);
        }
    }
}
