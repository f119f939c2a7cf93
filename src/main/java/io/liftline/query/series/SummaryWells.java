package io.liftline.query.series;

import java.util.List;

/// The wells of a summary.
public sealed interface SummaryWells {

    /// These wells.
    record Named(List<String> ids) implements SummaryWells {

        @Override
        public String predicate(Parameters parameters) {
            return "well_id = ANY (" + parameters.texts(ids.toArray(String[]::new)) + ")";
        }
    }

    /// All wells between two, in the order of the database. A statement with hundreds of names takes much longer.
    ///
    /// @param after not in the summary
    /// @param last in the summary
    record Between(String after, String last) implements SummaryWells {

        @Override
        public String predicate(Parameters parameters) {
            return "well_id > %s AND well_id <= %s".formatted(parameters.text(after), parameters.text(last));
        }
    }

    /// The condition of a statement, whose parameters are added.
    String predicate(Parameters parameters);
}
