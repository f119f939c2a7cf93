package harness;

import java.util.Map;
import java.util.TreeMap;

/// The environment variables that `./dev` hands over.
public enum Setting {
    LIFTLINE_DB_URL,
    LIFTLINE_DB_OWNER,
    LIFTLINE_DB_OWNER_PASSWORD,
    /// The directory that PostgreSQL is installed in, to be entered by chroot.
    LIFTLINE_BENCH_ROOT,
    /// The directory that the programs to compare with are unpacked in.
    LIFTLINE_BENCH_PEERS,
    /// An empty directory for what is needed meanwhile, deleted afterwards.
    LIFTLINE_BENCH_FOLDER,
    LIFTLINE_BENCH_COMMIT;

    /// What the user has set otherwise than it comes: every `LIFTLINE_INGEST_…`, which the service inherits.
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
