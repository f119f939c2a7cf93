package io.liftline.archive.store;

import io.liftline.fixtures.S3Mock;
import java.util.Map;

class S3StoreTest extends ObjectStoreContract {

    @Override
    protected ObjectStore openEmpty() throws Exception {
        return RemoteStores.s3Mock(Map.of("bucket", S3Mock.newBucket()));
    }
}
