/// Exports of samples as Parquet files.
@NullMarked
package io.liftline.query.export;

import org.jspecify.annotations.NullMarked;
