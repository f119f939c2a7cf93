package harness;

import java.util.Map;
import java.util.TreeMap;

/// The environment variables that `./dev` hands over.
public enum Setting {
    LIFTLINE_DB_URL,
    LIFTLINE_DB_OWNER,
    LIFTLINE_DB_OWNER_PASSWORD,
    /// The password of the first administrator. It is that of the cluster, whose databases may be kept.
    LIFTLINE_BENCH_ADMIN_PASSWORD,
    /// The directory that PostgreSQL is installed in, to be entered by chroot.
    LIFTLINE_BENCH_ROOT,
    /// The directory that the programs to compare with are unpacked in.
    LIFTLINE_BENCH_PEERS,
    /// An empty directory for temporary files, deleted at the end.
    LIFTLINE_BENCH_FOLDER,
    LIFTLINE_BENCH_COMMIT,
    /// The database of the version that the one under test is compared with.
    LIFTLINE_BENCH_BEFORE_URL,
    /// The commit of that version.
    LIFTLINE_BENCH_BEFORE_COMMIT;

    /// The settings of ingest in the environment, `LIFTLINE_INGEST_…`, which the service inherits.
    public static Map<String, String> ofIngest() {
        Map<String, String> settings = new TreeMap<>(System.getenv());
        settings.keySet().removeIf(name -> !name.startsWith("LIFTLINE_INGEST_"));
        return settings;
    }

    /// The value.
    ///
    /// @throws IllegalStateException if it is not set
    public String value() {
        String value = System.getenv(name());
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException(name() + " is not set: start this by ./dev bench");
        }
        return value;
    }
}
