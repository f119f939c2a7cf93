package io.liftline.archive.restore;

import java.util.regex.Pattern;

/// Where rows are restored to.
public sealed interface RestoreTarget {

    /// The name of the table, a valid identifier in SQL.
    ///
    /// @param hypertable the table that the rows are of
    String table(String hypertable);

    /// The hypertable itself. Chunks are restored as a whole.
    record IntoHypertable() implements RestoreTarget {
        @Override
        public String table(String hypertable) {
            return hypertable;
        }
    }

    /// Another table, which is created if it does not exist.
    ///
    /// @param name `restored_` and 1 to 40 lower-case letters, digits and `_`
    record IntoTable(String name) implements RestoreTarget {

        private static final Pattern NAME = Pattern.compile("restored_[a-z0-9_]{1,40}");

        /// @throws IllegalArgumentException if the name is not one for restored rows
        public IntoTable {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "rows are restored into 'hypertable', or a table named 'restored_' and up to 40 lower-case"
                                + " letters, digits and _");
            }
        }

        @Override
        public String table(String hypertable) {
            return name;
        }
    }

    /// The target with this text: `hypertable`, or the name of a table.
    ///
    /// @throws IllegalArgumentException if it is neither
    static RestoreTarget of(String text) {
        return text.equals("hypertable") ? new IntoHypertable() : new IntoTable(text);
    }
}
