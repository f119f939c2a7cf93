package io.liftline.archive;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.liftline.archive.restore.RestoreCounts;
import java.util.ArrayList;
import java.util.List;

/// What a restore has done so far.
final class RestoreResult {

    /// The number of failed objects that are named.
    private static final int NAMED = 100;

    private final int objects;
    private int done;
    private int failed;
    private RestoreCounts counts = RestoreCounts.NONE;
    private final List<String> failures = new ArrayList<>();

    /// @param objects the number of objects to restore
    RestoreResult(int objects) {
        this.objects = objects;
    }

    void restored(RestoreCounts some) {
        done++;
        counts = counts.plus(some);
    }

    void failed(String object, String reason) {
        failed++;
        if (failures.size() < NAMED) {
            failures.add(object + ": " + reason);
        }
    }

    boolean hasFailures() {
        return failed > 0;
    }

    RestoreCounts counts() {
        return counts;
    }

    /// The JSON form.
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("objects", objects)
                .put("objects_done", done)
                .put("objects_failed", failed)
                .put("restored", counts.restored())
                .put("already_there", counts.alreadyThere())
                .put("filled", counts.filled());
        ArrayNode named = json.putArray("failures");
        failures.forEach(named::add);
        return json;
    }
}
