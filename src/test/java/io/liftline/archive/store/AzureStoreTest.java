package io.liftline.archive.store;

import io.liftline.fixtures.Azurite;
import java.util.Map;

class AzureStoreTest extends ObjectStoreContract {

    @Override
    protected ObjectStore openEmpty() throws Exception {
        return RemoteStores.azurite(Map.of("container", Azurite.newContainer()));
    }
}
