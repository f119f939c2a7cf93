package io.liftline.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// The objects of deploy/kubernetes, as types of the Kubernetes API.
final class KubernetesObjects {

    static final Path KUBERNETES = Path.of("deploy", "kubernetes");

    private static final Map<String, Class<? extends HasMetadata>> TYPES = Map.of(
            "v1/ConfigMap", ConfigMap.class,
            "v1/Service", Service.class,
            "v1/ServiceAccount", ServiceAccount.class,
            "apps/v1/Deployment", Deployment.class,
            "autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class,
            "networking.k8s.io/v1/Ingress", Ingress.class,
            "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class,
            "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class,
            "monitoring.coreos.com/v1/PrometheusRule", PrometheusRule.class,
            "monitoring.coreos.com/v1/ServiceMonitor", ServiceMonitor.class);

    /// Fails on unknown fields. The types have any-setters that would accept them.
    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1L;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            });

    private KubernetesObjects() {}

    static PodSpec pod(String overlay) throws IOException {
        return podOf(objects(overlay));
    }

    static PodSpec podOf(List<HasMetadata> objects) {
        return objects.stream()
                .filter(Deployment.class::isInstance)
                .map(Deployment.class::cast)
                .findFirst()
                .orElseThrow()
                .getSpec()
                .getTemplate()
                .getSpec();
    }

    static List<HasMetadata> objects(String overlay) throws IOException {
        List<HasMetadata> objects = new ArrayList<>();
        for (ObjectNode object : rendered(overlay)) {
            objects.add(typed(object));
        }
        return objects;
    }

    static HasMetadata typed(ObjectNode object) throws IOException {
        String type =
                object.get("apiVersion").asText() + "/" + object.get("kind").asText();
        assertThat(TYPES).containsKey(type);
        return STRICT.treeToValue(object, TYPES.get(type));
    }

    static List<ObjectNode> rendered(String overlay) throws IOException {
        return Overlay.render(KUBERNETES.resolve("overlays").resolve(overlay));
    }

    static List<ObjectNode> sorted(List<ObjectNode> objects) {
        return objects.stream()
                .sorted(Comparator.comparing(
                        (JsonNode object) -> object.get("kind").asText()
                                + object.at("/metadata/name").asText()))
                .toList();
    }
}
