/// Connections to the database: their pools and bounds, what their failures mean, and when they are given up.
@NullMarked
package io.liftline.database;

import org.jspecify.annotations.NullMarked;
