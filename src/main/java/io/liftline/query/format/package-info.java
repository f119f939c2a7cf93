/// Writes rows as JSON, NDJSON and CSV, settles which, and sends them at the pace of the client.
@NullMarked
package io.liftline.query.format;

import org.jspecify.annotations.NullMarked;
