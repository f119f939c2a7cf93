/// The access matrix: every route of the running program, with every kind of credential.
@NullMarked
package io.liftline.matrix;

import org.jspecify.annotations.NullMarked;
