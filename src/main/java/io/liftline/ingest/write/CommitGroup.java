package io.liftline.ingest.write;

import io.liftline.telemetry.Channel;
import java.util.Arrays;
import java.util.List;

/// The batches of some requests as one list of rows in the order (timestamp, well), each pair once: what one
/// commit writes.
///
/// Where two members carry the same pair, the one that came first has the row, and it is a duplicate for the
/// other. So every row has one owner, and the receipt of each member stays exact.
final class CommitGroup {

    private final ColumnBatch[] members;
    private final int[] starts;
    private final short[] owners;
    private final int[] order;
    private final int rows;
    private final int used;

    /// @param members at least one, each with rows, in the order they came. Each is in order already, so one
    ///     that begins where the one before it ends costs one comparison.
    CommitGroup(List<ColumnBatch> members) {
        this.members = members.toArray(ColumnBatch[]::new);
        this.starts = new int[this.members.length];
        this.owners = new short[members.stream().mapToInt(ColumnBatch::rows).sum()];
        int[] ends = new int[starts.length];
        int runs = 0;
        int next = 0;
        int channels = 0;
        for (int member = 0; member < starts.length; member++) {
            ColumnBatch batch = this.members[member];
            starts[member] = next;
            next += batch.rows();
            Arrays.fill(owners, starts[member], next, (short) member);
            channels |= batch.used();
            if (member == 0 || compare(starts[member] - 1, starts[member]) >= 0) {
                runs++;
            }
            ends[runs - 1] = next;
        }
        this.used = channels;
        this.order = RowOrder.merged(ends, runs, this::compare);
        this.rows = runs == 1 ? next : withoutRepeats();
    }

    /// How many rows, each (well, timestamp) once.
    int rows() {
        return rows;
    }

    /// The channels that at least one row has a value for, one bit each, by ordinal.
    int used() {
        return used;
    }

    /// The same in column order.
    List<Channel> channels() {
        return Channel.ALL.stream()
                .filter(channel -> (used & 1 << channel.ordinal()) != 0)
                .toList();
    }

    /// The batch that has the row.
    ColumnBatch batch(int row) {
        return members[owner(row)];
    }

    /// Where in [#batch] the row stands.
    int inBatch(int row) {
        return order[row] - starts[owner(row)];
    }

    /// How many batches.
    int members() {
        return members.length;
    }

    /// The number of the member that has the row, from 0.
    int owner(int row) {
        return owners[order[row]];
    }

    /// The row of this (well, timestamp), or a negative number when there is none.
    int find(String wellId, long timestamp) {
        int low = 0;
        int high = rows - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int byTime = Long.compare(timestamp, batch(middle).timestamp(inBatch(middle)));
            int comparison =
                    byTime != 0 ? byTime : wellId.compareTo(batch(middle).wellId(inBatch(middle)));
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

    /// How many rows each member has.
    int[] rowsByMember() {
        int[] count = new int[members.length];
        for (int row = 0; row < rows; row++) {
            count[owner(row)]++;
        }
        return count;
    }

    /// The order is stable, so of repeated rows the first is that of the member that came first.
    private int withoutRepeats() {
        int kept = 0;
        for (int row : order) {
            if (kept == 0 || compare(order[kept - 1], row) != 0) {
                order[kept++] = row;
            }
        }
        return kept;
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
