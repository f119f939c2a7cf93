/// `./dev bench ingest`: how fast samples get in, beside raw COPY and beside other time-series databases.
@NullMarked
package ingest;

import org.jspecify.annotations.NullMarked;
