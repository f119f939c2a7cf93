package io.liftline.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Checks the components that put TLS in front of the service.
class KubernetesTlsTest {

    @Test
    void theIngressConformsAndNamesThePortOfTheService() throws IOException {
        List<ObjectNode> objects = rendered("ingress");
        ObjectNode ingress = one(objects, "Ingress");

        assertThat(KubernetesObjects.typed(ingress)).isInstanceOf(Ingress.class);
        assertThat(ingress.at("/spec/rules/0/http/paths/0/backend/service/port/name")
                        .asText())
                .isEqualTo(one(objects, "Service").at("/spec/ports/0/name").asText());
        assertThat(ingress.at("/spec/tls/0/hosts/0").asText())
                .isEqualTo(ingress.at("/spec/rules/0/host").asText());
    }

    @Test
    void theRouteOfTheGatewayNamesItsHostAndThePortOfTheService() throws IOException {
        List<ObjectNode> objects = rendered("gateway");
        ObjectNode gateway = one(objects, "Gateway");
        ObjectNode route = one(objects, "HTTPRoute");

        assertThat(route.at("/spec/parentRefs/0/name").asText())
                .isEqualTo(gateway.at("/metadata/name").asText());
        assertThat(route.at("/spec/hostnames/0").asText())
                .isEqualTo(gateway.at("/spec/listeners/0/hostname").asText());
        assertThat(route.at("/spec/rules/0/backendRefs/0/port").asInt())
                .isEqualTo(one(objects, "Service").at("/spec/ports/0/port").asInt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingress", "gateway"})
    void theServiceTakesTheAddressesOfClientsFromTheProxyAndKeepsItsOtherSettings(String component) throws IOException {
        Deployment deployment = (Deployment) KubernetesObjects.typed(one(rendered(component), "Deployment"));

        assertThat(deployment
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getEnv())
                .extracting("name")
                .contains("LIFTLINE_BEHIND_PROXY", "LIFTLINE_TRUSTED_PROXIES", "LIFTLINE_MIGRATE");
    }

    private static List<ObjectNode> rendered(String component) throws IOException {
        return Overlay.render(
                KubernetesObjects.KUBERNETES.resolve("overlays/small"),
                KubernetesObjects.KUBERNETES.resolve("components").resolve(component));
    }

    private static ObjectNode one(List<ObjectNode> objects, String kind) {
        return objects.stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .findFirst()
                .orElseThrow();
    }
}
