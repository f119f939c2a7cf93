/// Writes valid samples: column arrays, group commit, COPY, and the conflict path for rows that are stored
/// already.
@NullMarked
package io.liftline.ingest.write;

import org.jspecify.annotations.NullMarked;
