package io.liftline.ingest.write;

import java.util.Arrays;

/// Sorts row numbers without an object per row: a stable natural merge sort. Sorted rows cost one pass, and a
/// few concatenated sorted lists only cost their merge.
final class RowOrder {

    private RowOrder() {}

    /// Compares two row numbers, like a `Comparator`.
    interface Comparison {
        int compare(int a, int b);
    }

    /// The row numbers 0 to `rows - 1`, sorted. Equal rows keep their order.
    static int[] sorted(int rows, Comparison rule) {
        int[] ends = new int[16];
        int runs = 0;
        for (int row = 0; row < rows; row++) {
            if (row == rows - 1 || rule.compare(row, row + 1) > 0) {
                if (runs == ends.length) {
                    ends = Arrays.copyOf(ends, runs * 2);
                }
                ends[runs++] = row + 1;
            }
        }
        return merged(ends, runs, rule);
    }

    /// The same for rows with known runs.
    ///
    /// @param ends index after the last row of each run; overwritten
    /// @param runs number of runs
    static int[] merged(int[] ends, int runs, Comparison rule) {
        int rows = runs == 0 ? 0 : ends[runs - 1];
        int[] from = new int[rows];
        Arrays.setAll(from, row -> row);
        int[] to = runs > 1 ? new int[rows] : from;
        for (int left = runs; left > 1; left = (left + 1) / 2) {
            mergePairs(from, to, ends, left, rule);
            int[] merged = to;
            to = from;
            from = merged;
        }
        return from;
    }

    /// Merges each pair of adjacent runs. `ends` then contains the ends of the merged runs.
    private static void mergePairs(int[] from, int[] to, int[] ends, int runs, Comparison rule) {
        int start = 0;
        for (int run = 0; run < runs; run += 2) {
            int middle = ends[run];
            int end = run + 1 < runs ? ends[run + 1] : middle;
            int left = start;
            int right = middle;
            for (int at = start; at < end; at++) {
                boolean takeLeft = right == end || (left < middle && rule.compare(from[left], from[right]) <= 0);
                to[at] = takeLeft ? from[left++] : from[right++];
            }
            ends[run / 2] = end;
            start = end;
        }
    }
}
