package io.liftline.query;

import io.liftline.query.series.Source;
import io.liftline.query.source.ArchivedPart;
import java.util.List;

/// The names of the sources of an answer.
final class Sources {

    /// The header that names them, in answers with raw samples.
    static final String HEADER = "Liftline-Sources";

    static final String PARAMETER =
            "true (default): samples that are in the archive only are part of the answer; false: only those in the"
                    + " database";

    static final String UNAVAILABLE = "Archived samples of the range cannot be read now; see Retry-After";

    private static final String ARCHIVE = "archive";

    private Sources() {}

    /// The sources of raw samples.
    static List<String> of(List<ArchivedPart> parts) {
        return of(List.of(Source.RAW), parts);
    }

    /// The sources of raw samples some of which are archived.
    static List<String> withArchive() {
        return List.of(Source.RAW.table(), ARCHIVE);
    }

    /// The tables, and the archive if it was read.
    static List<String> of(List<Source> tables, List<ArchivedPart> parts) {
        List<String> names =
                new java.util.ArrayList<>(tables.stream().map(Source::table).toList());
        if (!parts.isEmpty()) {
            names.add(ARCHIVE);
        }
        return List.copyOf(names);
    }

    /// The names in one text.
    static String text(List<String> names) {
        return String.join(",", names);
    }
}
