package io.liftline.ingest.codec;

/// Where a CSV file has its header, and which other lines surround it.
///
/// @param skip number of lines before the header
/// @param wellLine the line, from 1, that names the well of each column; it is one of those before the header.
///     0 if the file has a column of wells
/// @param after number of lines between the header and the first sample, such as one with units
public record HeaderLines(int skip, int wellLine, int after) {

    /// The header is the first line, and samples follow.
    public static final HeaderLines FIRST = skip(0);

    /// The header comes after this many lines, and samples follow.
    public static HeaderLines skip(int lines) {
        return new HeaderLines(lines, 0, 0);
    }

    /// Whether one line holds samples of several wells, side by side.
    boolean isWide() {
        return wellLine > 0;
    }
}
