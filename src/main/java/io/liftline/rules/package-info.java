/// The rules that find faults of pumps in fresh samples, as data, and the worker that opens and closes
/// findings by them.
@NullMarked
package io.liftline.rules;

import org.jspecify.annotations.NullMarked;
