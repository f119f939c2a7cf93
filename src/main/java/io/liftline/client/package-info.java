/// Commands that use the HTTP API of a running service: `import`, `export` and `status`. They start neither
/// Quarkus nor a connection to the database.
@NullMarked
package io.liftline.client;

import org.jspecify.annotations.NullMarked;
