package io.liftline.ingest;

import io.liftline.telemetry.Channel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Finds channels by the bytes of their name. A client names them in the same order in every sample, so what
/// stood at this place before is looked at first.
final class ChannelNames {

    private static final byte[][] NAMES = Channel.ALL.stream()
            .map(channel -> channel.column().getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);

    private final int[] before = new int[NAMES.length];

    /// The channel of this name, or null when there is none.
    ///
    /// @param place which field of the sample it is, from 0
    @Nullable
    Channel of(int place, byte[] buffer, int from, int to) {
        int slot = Math.min(place, before.length - 1);
        if (is(before[slot], buffer, from, to)) {
            return Channel.ALL.get(before[slot]);
        }
        for (int channel = 0; channel < NAMES.length; channel++) {
            if (is(channel, buffer, from, to)) {
                before[slot] = channel;
                return Channel.ALL.get(channel);
            }
        }
        return null;
    }

    private static boolean is(int channel, byte[] buffer, int from, int to) {
        byte[] name = NAMES[channel];
        return Arrays.equals(name, 0, name.length, buffer, from, to);
    }
}
