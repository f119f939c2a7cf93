package io.liftline.ingest.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.liftline.ingest.IngestReceipt;
import io.liftline.ingest.sample.RowError;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/// Writes receipts as an [ObjectMapper] does, without reflection: in the executable, that takes more than decoding a
/// small body.
final class ReceiptJson {

    /// Enough for a receipt without errors.
    private static final int USUAL_BYTES = 160;

    private final ObjectMapper json;

    ReceiptJson(ObjectMapper json) {
        this.json = json;
    }

    Buffer of(IngestReceipt receipt) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
        try (JsonGenerator out = json.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeNumberField("received", receipt.received());
            out.writeNumberField("inserted", receipt.inserted());
            out.writeNumberField("updated", receipt.updated());
            out.writeNumberField("duplicates", receipt.duplicates());
            out.writeNumberField("conflicts", receipt.conflicts());
            out.writeNumberField("rejected", receipt.rejected());
            out.writeArrayFieldStart("errors");
            for (RowError error : receipt.errors()) {
                out.writePOJO(error);
            }
            out.writeEndArray();
            out.writeBooleanField("errors_truncated", receipt.errorsTruncated());
            out.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("a receipt is always JSON", e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }
}
