package io.liftline.ingest.write;

import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.sample.RowError;
import io.liftline.telemetry.Channel;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Counts the outcomes of the rows of a group, per member.
final class WriteTally implements RowOutcomes {

    private final CommitGroup group;
    private final int[] inserted;
    private final int[] updated;
    private final int[] duplicates;
    private final int[] conflicts;
    private final Map<Integer, List<RowError>> errors = new HashMap<>();

    WriteTally(CommitGroup group) {
        this.group = group;
        this.inserted = new int[group.members()];
        this.updated = new int[group.members()];
        this.duplicates = new int[group.members()];
        this.conflicts = new int[group.members()];
    }

    /// The counts of a group whose keys were all new.
    static WriteTally ofFresh(CommitGroup group) {
        WriteTally tally = new WriteTally(group);
        if (group.keys() == group.rows()) {
            Arrays.setAll(tally.inserted, group::rowsOf);
            return tally;
        }
        StoredRow row = new StoredRow();
        for (int key = 0; key < group.keys(); key++) {
            tally.fresh(key, row);
        }
        return tally;
    }

    /// Counts the rows of a new key.
    ///
    /// @param scratch a work object; its values are overwritten
    void fresh(int key, StoredRow scratch) {
        if (group.isSingle(key)) {
            inserted(group.from(key));
        } else {
            scratch.absent();
            scratch.apply(group, key, this);
        }
    }

    /// Counts all rows of a key as duplicates.
    void duplicates(int key) {
        for (int position = group.from(key); position < group.to(key); position++) {
            duplicate(position);
        }
    }

    /// The counts of a member.
    WriteCounts of(int member) {
        return new WriteCounts(
                inserted[member],
                updated[member],
                duplicates[member],
                conflicts[member],
                0,
                errors.getOrDefault(member, List.of()));
    }

    /// Whether every row was the first of its key.
    boolean isAllInserted() {
        return Arrays.stream(inserted).sum() == group.rows();
    }

    /// Whether every row was stored already, and no value differed.
    boolean isAllDuplicates() {
        return Arrays.stream(duplicates).sum() == group.rows();
    }

    @Override
    public void inserted(int position) {
        inserted[group.member(position)]++;
    }

    @Override
    public void updated(int position) {
        updated[group.member(position)]++;
    }

    @Override
    public void duplicate(int position) {
        duplicates[group.member(position)]++;
    }

    @Override
    public void conflict(int position, int channel, double stored) {
        int member = group.member(position);
        conflicts[member]++;
        List<RowError> listed = errors.computeIfAbsent(member, _ -> new ArrayList<>());
        if (listed.size() < RowError.MAX_LISTED) {
            listed.add(error(group.batch(position), group.inBatch(position), Channel.ALL.get(channel), stored));
        }
    }

    private static RowError error(ColumnBatch batch, int row, Channel channel, double stored) {
        int line = batch.line(row);
        String unit = " " + channel.unit().symbol();
        String value = plain(batch.value(channel.ordinal(), row));
        String detail = Double.isNaN(stored)
                ? channel.column() + " has no stored value, and on_conflict=ignore keeps the stored row as it is"
                : channel.column() + " is stored as " + plain(stored) + unit + ", which stays; " + value + unit
                        + " would replace it with on_conflict=update";
        return new RowError(
                batch.index(row),
                line == 0 ? null : (long) line,
                batch.wellId(row),
                RejectCode.CONFLICT,
                channel.column(),
                value,
                detail);
    }

    /// The shortest text that parses to the same double, without an exponent.
    private static String plain(double value) {
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }
}
