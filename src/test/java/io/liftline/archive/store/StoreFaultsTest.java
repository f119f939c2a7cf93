package io.liftline.archive.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Settings;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreFaultsTest {

    private static final String ALL = "azure.container=a azure.account=acme azure.shared-key=a2V5";

    @Test
    void noStoreIsNoFault() throws IOException {
        ConfiguredStore none = configured("");

        assertThat(none.faults()).isEmpty();
        assertThat(none.open()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ALL,
                "azure.container=a azure.account=acme azure.managed-identity=true azure.client-id=b",
                "azure.container=a azure.endpoint=https://acme.blob.core.chinacloudapi.cn azure.sas=sv=1&sig=b",
                "azure.container=a azure.endpoint=http://127.0.0.1:10000/acme azure.sas=sv=1&sig=b",
                "azure.container=a azure.endpoint=http://[::1]:10000/acme azure.sas=sv=1&sig=b",
                "azure.container=a azure.endpoint=http://azurite/acme azure.sas=sv=1&sig=b azure.allow-plain-http=true",
                "s3.bucket=a",
                "s3.bucket=a s3.endpoint=https://minio:9000 s3.path-style=true s3.access-key=b s3.secret-key=c",
                "s3.bucket=a s3.endpoint=http://localhost:9000"
            })
    void aCompleteConfigurationHasNoFault(String settings) throws IOException {
        ConfiguredStore store = configured(settings);

        assertThat(store.faults()).isEmpty();
        try (ObjectStore opened = store.open().orElseThrow()) {
            assertThat(opened.describe()).contains("a").doesNotContain("sig=");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            azure.account=a | azure.container is not set, but other settings of the store are
            azure.container=a azure.sas=sig=b | azure.account is not set: it or endpoint is needed
            azure.container=a azure.account=a | azure.shared-key, shared-key-file, sas, sas-file and managed-identity: exactly one is needed, and 0 are set
            azure.container=a azure.account=a azure.sas=sig=b azure.managed-identity=true | azure.shared-key, shared-key-file, sas, sas-file and managed-identity: exactly one is needed, and 2 are set
            azure.container=a azure.endpoint=https://a azure.shared-key=a2V5 | azure.account is not set, a shared key needs it
            azure.container=a azure.endpoint=http://localhost azure.managed-identity=true | azure.managed-identity needs an endpoint with https://
            azure.container=a azure.endpoint=http://10.0.0.1/a azure.sas=sig=b | azure.endpoint is http:// and not this host, which sends data and signatures in the clear: use https://, or set liftline.archive.azure.allow-plain-http=true
            azure.container=a azure.endpoint=http://127.0.0.1.example/a azure.sas=sig=b | azure.endpoint is http:// and not this host, which sends data and signatures in the clear: use https://, or set liftline.archive.azure.allow-plain-http=true
            azure.container=a azure.endpoint=https://a/?sig=c azure.sas=sig=b | azure.endpoint is no URL of the form https://host:port without credentials and query
            azure.container=a azure.endpoint=acme azure.sas=sig=b | azure.endpoint is no URL of the form https://host:port without credentials and query
            azure.container=a azure.account=a azure.sas-file=/no/file | azure.sas-file is /no/file, which cannot be read
            s3.endpoint=https://a | s3.bucket is not set, but other settings of the store are
            s3.bucket=a s3.endpoint=ftp://a | s3.endpoint is no URL of the form https://host:port without credentials and query
            s3.bucket=a s3.endpoint=https://key:secret@a | s3.endpoint is no URL of the form https://host:port without credentials and query
            s3.bucket=a s3.endpoint=http://minio:9000 | s3.endpoint is http:// and not this host, which sends data and signatures in the clear: use https://, or set liftline.archive.s3.allow-plain-http=true
            s3.bucket=a s3.access-key=b | s3.access-key and secret-key: only one is set, both or none are needed
            s3.bucket=a s3.access-key=b s3.secret-key=c s3.secret-key-file=pom.xml | liftline.archive.s3.secret-key and liftline.archive.s3.secret-key-file are both set, one is needed
            s3.bucket=a s3.ca-file=/no/file | s3.ca-file is /no/file, which cannot be read
            transfer.connect-timeout=0S | transfer.connect-timeout is PT0S, it must be at least PT1S
            transfer.request-timeout=100MS | transfer.request-timeout is PT0.1S, it must be at least PT1S
            transfer.object-timeout=30S | transfer.object-timeout is PT30S, it must be at least PT1M
            transfer.attempts=0 | transfer.attempts is 0, it must be between 1 and 10
            transfer.attempts=11 | transfer.attempts is 11, it must be between 1 and 10
            transfer.max-bytes-per-second=60000 | transfer.max-bytes-per-second is 60000, it must be at least 64000
            """)
    void eachFaultIsNamed(String settings, String fault) {
        String line = fault.startsWith("liftline") ? fault : "liftline.archive." + fault;

        assertThat(configured(settings).faults()).containsExactly(line);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            store=directory | liftline.archive.store is directory, so liftline.archive.directory must be set
            store=azure | liftline.archive.store is azure, so liftline.archive.azure.container must be set
            store=s3 | liftline.archive.store is s3, so liftline.archive.s3.bucket must be set
            store=none s3.bucket=b | liftline.archive.s3.bucket is set, but liftline.archive.store is none
            store=s3 s3.bucket=b directory=c | liftline.archive.directory is set, but liftline.archive.store is s3
            """)
    void theSelectedStoreHasAPlaceAndNoOther(String settings, String fault) {
        assertThat(configured(settings).faults()).containsExactly(fault);
    }

    private static ConfiguredStore configured(String settings) {
        Map<String, String> values = Stream.of(settings.split(" "))
                .filter(setting -> !setting.isEmpty())
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(pair -> "liftline.archive." + pair[0], pair -> pair[1]));
        if (values.containsKey("liftline.archive.azure.container")) {
            values.putIfAbsent("liftline.archive.store", "azure");
        } else if (values.containsKey("liftline.archive.s3.bucket")) {
            values.putIfAbsent("liftline.archive.store", "s3");
        }
        return RemoteStores.configured(new Settings(values));
    }
}
