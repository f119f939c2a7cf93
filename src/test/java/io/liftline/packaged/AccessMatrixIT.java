package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.TestDatabase;
import io.liftline.matrix.AccessMatrix;
import io.liftline.matrix.Credential;
import io.liftline.matrix.Credentials;
import io.liftline.matrix.OutsideIssuerServer;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The access matrix on the packaged program. [Program] checks that its log has no credential.
class AccessMatrixIT {

    private static final int LEAST = 800;

    @Test
    void everyRouteAnswersEveryCallerAsItsRolesSay() throws Exception {
        try (OutsideIssuerServer outside = OutsideIssuerServer.start();
                TestDatabase database = TestDatabase.empty();
                Program program = Program.ready(
                        database,
                        Map.of("LIFTLINE_ACCESS_OUTSIDE_ISSUER", outside.url(), "LIFTLINE_LIMITS_ADDRESS", "1000"))) {
            Map<Credential, String> credentials =
                    new Credentials(database, program.api(), URI.create(outside.url())).all();

            assertThat(new AccessMatrix(program.api(), credentials).run()).isGreaterThan(LEAST);
        }
    }
}
