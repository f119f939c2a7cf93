/// Writes rows as JSON, NDJSON and CSV, and negotiates which.
@NullMarked
package io.liftline.query.format;

import org.jspecify.annotations.NullMarked;
