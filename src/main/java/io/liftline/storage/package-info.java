/// What is stored and in which state: edition, hypertables, chunks, and the policies that work on them.
@NullMarked
package io.liftline.storage;

import org.jspecify.annotations.NullMarked;
