package io.liftline.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.liftline.ingest.IngestReceipt;
import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.sample.RowError;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReceiptJsonTest {

    @Inject
    ObjectMapper json;

    @Test
    void aReceiptIsWrittenAsByTheMapper() throws Exception {
        RowError error = new RowError(
                7, 8L, "PAD-7/Ä\"1", RejectCode.OUT_OF_RANGE, "pip", "99999", "pip must be 0 to 10000 psi");
        RowError ofRequest =
                RowError.ofRequest(null, RejectCode.UNKNOWN_UNIT, "unit.pip", "ell", "pip is accepted in psi");

        for (IngestReceipt receipt : List.of(
                new IngestReceipt(1, 2, 3, 4, 5, 6, List.of(), false),
                new IngestReceipt(Integer.MAX_VALUE, 0, 0, 0, 0, 2, List.of(error, ofRequest), true))) {
            assertThat(new ReceiptJson(json).of(receipt).toString()).isEqualTo(json.writeValueAsString(receipt));
        }
    }
}
