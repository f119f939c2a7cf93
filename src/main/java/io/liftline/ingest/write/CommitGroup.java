package io.liftline.ingest.write;

import io.liftline.telemetry.Channel;
import io.opentelemetry.api.trace.Span;
import java.util.Arrays;
import java.util.List;

/// The batches of several requests as one list of rows, which is written by one commit.
///
/// A *key* is one (well, timestamp), a *position* one row. Keys are numbered from 0 in the order (timestamp,
/// well). The rows of a key have consecutive positions in the order of arrival: by member, then as in the body.
final class CommitGroup {

    private static final int[] ONE_ROW_EACH = {};

    private final ColumnBatch[] members;
    private final int[] starts;
    private final short[] owners;
    private final int[] order;
    private final int[] firsts;
    private final int keys;
    private final int used;

    /// @param members at least one, each with rows, in the order of arrival. Each is sorted already, so a
    ///     member whose rows all follow those of the previous one costs a single comparison
    CommitGroup(List<ColumnBatch> members) {
        this.members = members.toArray(ColumnBatch[]::new);
        this.starts = new int[this.members.length];
        this.owners = new short[members.stream().mapToInt(ColumnBatch::rows).sum()];
        int[] ends = new int[starts.length];
        int runs = 0;
        int next = 0;
        int channels = 0;
        boolean repeats = false;
        for (int member = 0; member < starts.length; member++) {
            ColumnBatch batch = this.members[member];
            starts[member] = next;
            next += batch.rows();
            Arrays.fill(owners, starts[member], next, (short) member);
            channels |= batch.used();
            repeats = repeats || batch.hasRepeats();
            if (member == 0 || compare(starts[member] - 1, starts[member]) >= 0) {
                runs++;
            }
            ends[runs - 1] = next;
        }
        this.used = channels;
        this.order = RowOrder.merged(ends, runs, this::compare);
        this.firsts = runs == 1 && !repeats ? ONE_ROW_EACH : firstOfEachKey();
        this.keys = firsts.length == 0 ? next : firsts.length - 1;
    }

    /// The number of different (well, timestamp).
    int keys() {
        return keys;
    }

    /// The number of rows.
    int rows() {
        return order.length;
    }

    /// The position of a key's first row.
    int from(int key) {
        return firsts.length == 0 ? key : firsts[key];
    }

    /// The position after a key's last row.
    int to(int key) {
        return firsts.length == 0 ? key + 1 : firsts[key + 1];
    }

    /// Whether the key has exactly one row.
    boolean isSingle(int key) {
        return to(key) - from(key) == 1;
    }

    /// The channels that have a value in at least one row, as a bit set by ordinal.
    int used() {
        return used;
    }

    /// The same channels in column order.
    List<Channel> channels() {
        return Channel.ALL.stream()
                .filter(channel -> (used & 1 << channel.ordinal()) != 0)
                .toList();
    }

    String wellId(int key) {
        int position = from(key);
        return batch(position).wellId(inBatch(position));
    }

    /// Event time of a key, in microseconds since 1970-01-01T00:00:00Z.
    long timestamp(int key) {
        int position = from(key);
        return batch(position).timestamp(inBatch(position));
    }

    /// The batch that contains the row at this position.
    ColumnBatch batch(int position) {
        return members[member(position)];
    }

    /// The index of the row at this position in its [#batch].
    int inBatch(int position) {
        return order[position] - starts[member(position)];
    }

    /// The number of batches.
    int members() {
        return members.length;
    }

    /// The number of rows of a batch.
    ///
    /// @param member its index, from 0
    int rowsOf(int member) {
        return members[member].rows();
    }

    /// The spans that the writes of the batches belong to.
    List<Span> origins() {
        return Arrays.stream(members).map(ColumnBatch::origin).toList();
    }

    /// The index of the batch that contains the row at this position, from 0.
    int member(int position) {
        return owners[order[position]];
    }

    /// The key with this (well, timestamp). Negative if there is none.
    int find(String wellId, long timestamp) {
        int low = 0;
        int high = keys - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int byTime = Long.compare(timestamp, timestamp(middle));
            int comparison = byTime != 0 ? byTime : wellId.compareTo(wellId(middle));
            if (comparison == 0) {
                return middle;
            }
            if (comparison < 0) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return -1;
    }

    /// The first key whose event time is not before this one, in microseconds; the number of keys if there is none.
    int firstFrom(long timestamp) {
        int low = 0;
        int high = keys;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (timestamp(middle) < timestamp) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// The position of each key's first row, followed by the number of rows. Empty if each key has one row.
    private int[] firstOfEachKey() {
        int[] positions = new int[order.length + 1];
        int found = 0;
        for (int position = 0; position < order.length; position++) {
            if (position == 0 || compare(order[position - 1], order[position]) != 0) {
                positions[found++] = position;
            }
        }
        if (found == order.length) {
            return ONE_ROW_EACH;
        }
        positions[found++] = order.length;
        return Arrays.copyOf(positions, found);
    }

    private int compare(int a, int b) {
        ColumnBatch one = members[owners[a]];
        ColumnBatch other = members[owners[b]];
        int rowOfOne = a - starts[owners[a]];
        int rowOfOther = b - starts[owners[b]];
        int byTime = Long.compare(one.timestamp(rowOfOne), other.timestamp(rowOfOther));
        return byTime != 0 ? byTime : one.wellId(rowOfOne).compareTo(other.wellId(rowOfOther));
    }
}
