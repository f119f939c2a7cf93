package io.liftline.archive.restore;

import io.liftline.archive.parquet.Manifest;
import io.liftline.archive.store.ObjectStore;
import io.liftline.archive.store.StoredObject;
import io.liftline.telemetry.TimeRange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds the objects of a range of times by the manifests in the store, without the catalogue in the
/// database.
public final class Manifests {

    private static final int PAGE = 1_000;

    /// A manifest has a few kilobytes; this is far beyond.
    private static final int LONGEST = 4_000_000;

    private Manifests() {}

    /// The newest version of each chunk of a hypertable that overlaps the range, newest export first: where
    /// two chunks overlap, the rows of the newer export are to be restored first, because rows that are there
    /// stay.
    public static List<Manifest> find(ObjectStore store, String hypertable, TimeRange range) throws IOException {
        List<Manifest> found = new ArrayList<>();
        String prefix = "hypertable=" + hypertable + "/";
        String after = "";
        List<StoredObject> page;
        do {
            page = store.list(prefix, after, PAGE);
            for (StoredObject object : page) {
                after = object.name();
                if (object.name().endsWith(".json")) {
                    Manifest manifest = read(store, object.name());
                    if (overlap(manifest.contents().range(), range)) {
                        found.add(manifest);
                    }
                }
            }
        } while (page.size() == PAGE);
        return newest(found);
    }

    /// Reads a manifest.
    ///
    /// @throws DifferentContentException if the object is not a manifest
    public static Manifest read(ObjectStore store, String name) throws IOException {
        try (InputStream content = store.get(name)) {
            return Manifest.parse(new String(content.readNBytes(LONGEST), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            throw new DifferentContentException(name + " is not a manifest");
        }
    }

    private static List<Manifest> newest(List<Manifest> manifests) {
        Set<TimeRange> ranges = new HashSet<>();
        return manifests.stream()
                .sorted(Comparator.<Manifest>comparingInt(
                                manifest -> manifest.contents().version())
                        .reversed())
                .filter(manifest -> ranges.add(manifest.contents().range()))
                .sorted(Comparator.comparing(Manifest::exportedAt).reversed())
                .toList();
    }

    private static boolean overlap(TimeRange one, TimeRange other) {
        return one.from() < other.to() && other.from() < one.to();
    }
}
