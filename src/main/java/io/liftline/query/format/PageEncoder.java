package io.liftline.query.format;

import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;

/// Encodes rows page by page: a head, pages with a separator between them, and a tail.
public interface PageEncoder {

    /// The bytes before the first page.
    Buffer head();

    /// The bytes of a page with at least one row.
    Buffer page(Iterable<Row> rows);

    /// The bytes between two pages.
    Buffer separator();

    /// The bytes after the last page.
    Buffer tail();

    /// An answer of one page.
    default Buffer only(RowPage page) {
        Buffer bytes = head();
        if (!page.isEmpty()) {
            bytes.appendBuffer(page(page.rows()));
        }
        return bytes.appendBuffer(tail());
    }
}
