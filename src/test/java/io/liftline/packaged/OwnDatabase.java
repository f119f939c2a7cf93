package io.liftline.packaged;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/// Gives the program that Quarkus starts for the tests an empty database of its own, and an admin.
public final class OwnDatabase implements QuarkusTestResourceLifecycleManager {

    private TestDatabase database;

    @Override
    public Map<String, String> start() {
        try {
            database = TestDatabase.empty();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        Map<String, String> settings = new HashMap<>(database.settings());
        settings.put("LIFTLINE_ADMIN_PASSWORD", Api.ADMIN_PASSWORD);
        return settings;
    }

    @Override
    public void stop() {
        try {
            if (database != null) {
                database.close();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
