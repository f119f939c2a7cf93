/// Measures how questions are answered, each beside the same prepared statement by pgbench.
@NullMarked
package query;

import org.jspecify.annotations.NullMarked;
