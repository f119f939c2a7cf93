package io.liftline.archive;

import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// An archive that no other test uses, with a database of its own.
abstract class ArchiveOfItsOwn {

    @TempDir
    Path directory;

    @AutoClose
    TestArchive archive;

    @BeforeEach
    void create() throws Exception {
        archive = TestArchive.in(directory);
    }
}
