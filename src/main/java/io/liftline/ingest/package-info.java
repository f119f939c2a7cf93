/// Bytes in, acknowledged rows out.
@NullMarked
package io.liftline.ingest;

import org.jspecify.annotations.NullMarked;
