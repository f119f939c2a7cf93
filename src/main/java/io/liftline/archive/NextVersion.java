package io.liftline.archive;

import io.liftline.archive.store.ObjectStore;
import io.liftline.archive.store.StoredObject;
import io.liftline.telemetry.TimeRange;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers the versions of chunks: one more than any in the catalogue, and than any of that day in the store,
/// which may have objects of a database that was there before.
final class NextVersion {

    private static final Pattern VERSION = Pattern.compile(".*-v(\\d{1,9})\\.(?:parquet|json)");
    private static final int PAGE = 1_000;

    private NextVersion() {}

    static int of(Catalogue catalogue, ObjectStore store, Hypertable hypertable, TimeRange range)
            throws SQLException, IOException {
        int highest = catalogue.highestVersion(hypertable, range);
        String folder = ChunkVersion.folder(hypertable, range);
        String after = "";
        List<StoredObject> page;
        do {
            page = store.list(folder, after, PAGE);
            for (StoredObject object : page) {
                after = object.name();
                Matcher version = VERSION.matcher(object.name());
                if (version.matches()) {
                    highest = Math.max(highest, Integer.parseInt(version.group(1)));
                }
            }
        } while (page.size() == PAGE);
        return highest + 1;
    }
}
