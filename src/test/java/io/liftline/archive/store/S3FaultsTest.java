package io.liftline.archive.store;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

class S3FaultsTest extends ServiceFaultsContract {

    @Override
    ObjectStore open(String url) throws IOException {
        Map<String, String> settings = new HashMap<>(SHORT_LIMITS);
        settings.putAll(Map.of(
                "endpoint", url, "bucket", "archive", "path-style", "true", "access-key", "key", "secret-key", SECRET));
        return RemoteStores.open("liftline.archive.s3.", settings);
    }

    @Override
    String error(String code) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>%s</Code><Message>%s</Message></Error>"
                .formatted(code, SECRET);
    }

    @Override
    String containerMissing() {
        return "NoSuchBucket";
    }
}
