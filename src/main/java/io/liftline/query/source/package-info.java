/// The samples that are not in the database any more: which they are, who gives them, and how a statement reads
/// them together with the table (docs/adr/0018-hot-and-cold-in-one-statement.md).
@NullMarked
package io.liftline.query.source;

import org.jspecify.annotations.NullMarked;
