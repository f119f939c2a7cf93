package io.liftline.archive.store;

import io.liftline.fixtures.Azurite;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

class AzureFaultsTest extends ServiceFaultsContract {

    @Override
    ObjectStore open(String url) throws IOException {
        Map<String, String> settings = new HashMap<>(SHORT_LIMITS);
        settings.put("endpoint", url + "/" + Azurite.ACCOUNT);
        settings.put("container", "archive");
        settings.put("sas", "sv=2026-02-06&sp=rcl&sig=" + SECRET);
        return RemoteStores.open("liftline.archive.azure.", settings);
    }

    @Override
    String error(String code) {
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>%s</Code><Message>%s</Message></Error>"
                .formatted(code, SECRET);
    }

    @Override
    String containerMissing() {
        return "ContainerNotFound";
    }
}
