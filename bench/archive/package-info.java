/// Measures how a chunk is archived, and what it takes in the store.
@NullMarked
package archive;

import org.jspecify.annotations.NullMarked;
