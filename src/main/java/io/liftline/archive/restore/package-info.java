/// Reads objects of the archive back: into a table, or only to compare them.
@NullMarked
package io.liftline.archive.restore;

import org.jspecify.annotations.NullMarked;
