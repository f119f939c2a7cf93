/// Object stores: where archived chunks are kept. See [io.liftline.archive.store.ObjectStore].
@NullMarked
package io.liftline.archive.store;

import org.jspecify.annotations.NullMarked;
