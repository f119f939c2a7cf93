/// New samples as they are committed, for clients that keep a request open: announcements, their history, and the
/// encoding as Server-Sent Events.
@NullMarked
package io.liftline.query.live;

import org.jspecify.annotations.NullMarked;
