package io.liftline.archive.store;

import io.liftline.fixtures.Azurite;
import io.liftline.fixtures.S3Mock;
import io.liftline.fixtures.Settings;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// Opens stores on the network for tests.
final class RemoteStores {

    private RemoteStores() {}

    /// A container of Azurite, with its shared key unless these settings have another credential.
    static ObjectStore azurite(Map<String, String> settings) throws IOException {
        Map<String, String> all = new HashMap<>(Map.of("account", Azurite.ACCOUNT, "endpoint", Azurite.endpoint()));
        all.putAll(settings);
        if (settings.keySet().stream().noneMatch(key -> key.startsWith("sas") || key.startsWith("shared-key"))) {
            all.put("shared-key", Azurite.KEY);
        }
        return open("liftline.archive.azure.", all);
    }

    /// A bucket of S3Mock.
    static ObjectStore s3Mock(Map<String, String> settings) throws IOException {
        Map<String, String> all = new HashMap<>(Map.of(
                "endpoint", S3Mock.endpoint(), "path-style", "true", "access-key", "any", "secret-key", "thing"));
        all.putAll(settings);
        return open("liftline.archive.s3.", all);
    }

    /// The store of these settings, which begin with a prefix, or are those of transfers.
    static ObjectStore open(String prefix, Map<String, String> settings) throws IOException {
        Map<String, String> values = new HashMap<>();
        settings.forEach((key, value) ->
                values.put(key.startsWith("transfer.") ? "liftline.archive." + key : prefix + key, value));
        values.put("liftline.archive.store", prefix.contains("azure") ? "azure" : "s3");
        ConfiguredStore store = configured(new Settings(values));
        if (!store.faults().isEmpty()) {
            throw new AssertionError(store.faults());
        }
        return store.open().orElseThrow();
    }

    static ConfiguredStore configured(Settings settings) {
        return new ConfiguredStore(
                settings.of(StoreConfig.class),
                settings.of(AzureConfig.class),
                settings.of(S3Config.class),
                settings.of(TransferConfig.class));
    }
}
