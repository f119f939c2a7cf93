package io.liftline.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Api;
import io.liftline.fixtures.LogRecords;
import io.liftline.fixtures.TestDatabase;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/// The access matrix on the JVM. The packaged program passes the same one (`packaged.AccessMatrixIT`).
@QuarkusTest
@WithTestResource(value = OutsideIssuerOfTests.class, scope = TestResourceScope.GLOBAL)
class AccessMatrixTest {

    private static final int LEAST = 800;

    @ConfigProperty(name = "liftline.access.outside.issuer")
    URI outside;

    @Test
    void everyRouteAnswersEveryCallerAsItsRolesSayAndLogsNoCredential() throws Exception {
        Api api = Api.underTest();
        Map<Credential, String> credentials = new Credentials(TestDatabase.ofService(), api, outside).all();

        try (LogRecords log = new LogRecords()) {
            assertThat(new AccessMatrix(api, credentials).run()).isGreaterThan(LEAST);

            assertThat(log.text()).isNotEmpty();
            credentials.values().stream()
                    .filter(text -> !text.isEmpty())
                    .forEach(text -> assertThat(log.text()).doesNotContain(text.substring(text.length() - 40)));
        }
    }
}
