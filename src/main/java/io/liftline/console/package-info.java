/// The console: the static files of the web page that shows the fleet, and their routes.
@NullMarked
package io.liftline.console;

import org.jspecify.annotations.NullMarked;
