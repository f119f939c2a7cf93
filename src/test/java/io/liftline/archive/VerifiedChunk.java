package io.liftline.archive;

import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;

/// A chunk that is verified and not dropped, another that is not archived, and statements of the service's role.
abstract class VerifiedChunk extends ArchiveOfItsOwn {

    static final String INSUFFICIENT_PRIVILEGE = "42501";

    @BeforeEach
    void archiveOne() throws Exception {
        archive.samples(TestArchive.RECENT_DAY, 2, 10);
        archive.samples("2026-11-29", 2, 10);
        archive.pass();
    }

    String asService(String sql) throws SQLException {
        return archive.asService(sql);
    }
}
