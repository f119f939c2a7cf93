package io.liftline.client;

import java.util.ArrayList;
import java.util.List;

/// The sums of all receipts of an import.
record Totals(long received, long stored, long unchanged, long conflicts, long rejected) {

    static final Totals NONE = new Totals(0, 0, 0, 0, 0);

    Totals plus(Receipt receipt) {
        return new Totals(
                received + receipt.received(),
                stored + receipt.stored(),
                unchanged + receipt.unchanged(),
                conflicts + receipt.conflicts(),
                rejected + receipt.rejected());
    }

    /// The same with more rejected samples, of which the receipt did not know.
    Totals alsoRejected(long more) {
        return new Totals(received, stored - more, unchanged, conflicts, rejected + more);
    }

    /// In words, such as `129,600 samples: 129,590 stored, 10 rejected`.
    ///
    /// @param kept the word for stored samples
    String words(String kept) {
        List<String> parts = new ArrayList<>();
        parts.add(Words.of(stored) + " " + kept);
        add(parts, unchanged, "stored already");
        add(parts, conflicts, "differ from stored values, which were kept");
        add(parts, rejected, "rejected");
        return Words.of(received) + (received == 1 ? " sample: " : " samples: ") + String.join(", ", parts);
    }

    private static void add(List<String> parts, long count, String what) {
        if (count > 0) {
            parts.add(Words.of(count) + " " + what);
        }
    }
}
