/// Writes valid samples: columns, group commit, COPY and the path for rows that conflict.
@NullMarked
package io.liftline.ingest.write;

import org.jspecify.annotations.NullMarked;
