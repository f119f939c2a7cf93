package io.liftline.ingest.codec;

import io.liftline.telemetry.Channel;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/// Finds the names of fields, channels first, by their bytes where they stand. A client names the fields in
/// the same order in every sample, so what stood at this place before is looked for first.
final class ChannelNames {

    /// What stands for a name that is none of these.
    static final int NONE = -1;

    private static final Channel[] CHANNELS = Channel.values();

    private final byte[][] names;
    private final int[] before;

    /// @param names as [#closedBy] makes them
    ChannelNames(byte[][] names) {
        this.names = names;
        this.before = new int[names.length];
    }

    /// The names as they stand in a format; once for all bodies, for it takes longer than reading a sample.
    ///
    /// @param close the character that ends a name
    /// @param others names of fields that are no channels, numbered on behind the channels
    static byte[][] closedBy(char close, String... others) {
        return Stream.concat(Channel.ALL.stream().map(Channel::column), Stream.of(others))
                .map(name -> (name + close).getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
    }

    /// The number of the name that stands in `[from, end)`, the closing character behind it, or [#NONE].
    ///
    /// @param place which field of the sample it is, from 0
    int at(int place, byte[] buffer, int from, int end) {
        int slot = Math.min(place, before.length - 1);
        int expected = before[slot];
        if (Ascii.isAt(names[expected], buffer, from, end)) {
            return expected;
        }
        for (int name = 0; name < names.length; name++) {
            if (Ascii.isAt(names[name], buffer, from, end)) {
                before[slot] = name;
                return name;
            }
        }
        return NONE;
    }

    /// How many bytes the name takes, the closing character with it.
    int length(int name) {
        return names[name].length;
    }

    /// Whether it is a channel.
    static boolean isChannel(int name) {
        return name >= 0 && name < CHANNELS.length;
    }

    /// The channel of this number.
    static Channel channel(int name) {
        return CHANNELS[name];
    }
}
