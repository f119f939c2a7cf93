/// Findings about wells: written by engineers and programs, and read.
@NullMarked
package io.liftline.diagnostics;

import org.jspecify.annotations.NullMarked;
