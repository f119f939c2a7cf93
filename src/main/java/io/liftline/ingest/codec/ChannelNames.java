package io.liftline.ingest.codec;

import io.liftline.telemetry.Channel;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/// Looks up field names by their bytes, channels first. A client usually has the same order of fields in every
/// sample, so the name that was found at the same position of the previous sample is compared first.
final class ChannelNames {

    /// The result for an unknown name.
    static final int NONE = -1;

    private static final Channel[] CHANNELS = Channel.values();

    private final byte[][] names;
    private final int[] before;

    /// @param names as returned by [#closedBy]
    ChannelNames(byte[][] names) {
        this.names = names;
        this.before = new int[names.length];
    }

    /// Encodes the names for one format. Call it once per format, because it takes longer than decoding a
    /// sample.
    ///
    /// @param close the character that ends a name
    /// @param others names of fields that are not channels; their numbers follow those of the channels
    static byte[][] closedBy(char close, String... others) {
        return Stream.concat(Channel.ALL.stream().map(Channel::column), Stream.of(others))
                .map(name -> (name + close).getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
    }

    /// The number of the name in `[from, end)`, which the closing character follows, or [#NONE].
    ///
    /// @param place position of the field in its sample, from 0
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

    /// The length of the name in bytes, including the closing character.
    int length(int name) {
        return names[name].length;
    }

    /// Whether the number is that of a channel.
    static boolean isChannel(int name) {
        return name >= 0 && name < CHANNELS.length;
    }

    /// The channel with this number.
    static Channel channel(int name) {
        return CHANNELS[name];
    }
}
