package io.liftline.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Checks the settings of the overlays, and what surrounds the service: images, rules and components.
class KubernetesSettingsTest {

    /// Each key is a setting that the documentation describes.
    @ParameterizedTest
    @ValueSource(strings = {"small", "production"})
    void everySettingOfAnOverlayIsDocumented(String overlay) throws IOException {
        String documented = Files.readString(Path.of("docs", "configuration.md"));

        assertThat(settings(overlay))
                .isNotEmpty()
                .allSatisfy((key, _) -> assertThat(documented).contains("`" + key + "`"));
    }

    /// All replicas, one more during a rolling update, and the owner of a migration.
    @Test
    void theConnectionsOfAllReplicasFitTheDatabaseOfTheExample() throws IOException {
        int replicas = KubernetesObjects.objects("production").stream()
                .filter(HorizontalPodAutoscaler.class::isInstance)
                .map(HorizontalPodAutoscaler.class::cast)
                .findFirst()
                .orElseThrow()
                .getSpec()
                .getMaxReplicas();
        int ofReplica = Integer.parseInt(settings("production").get("LIFTLINE_DB_POOL_SIZE"))
                + poolSize("copy")
                + poolSize("archive")
                + 2; // the probe, and notifications
        int most = Overlay.read(KubernetesObjects.KUBERNETES.resolve("examples/database-cloudnativepg.yaml"))
                .getFirst()
                .at("/spec/postgresql/parameters/max_connections")
                .asInt();

        // A tenth is left for the operator, a person and what is reserved.
        assertThat((replicas + 1) * ofReplica + poolSize("owner")).isLessThanOrEqualTo(most * 9 / 10);
    }

    private static int poolSize(String datasource) throws IOException {
        return Integer.parseInt(Settings.ofProgram("quarkus.datasource." + datasource + ".jdbc.max-size"));
    }

    private static Map<String, String> settings(String overlay) throws IOException {
        return KubernetesObjects.objects(overlay).stream()
                .filter(ConfigMap.class::isInstance)
                .map(ConfigMap.class::cast)
                .findFirst()
                .orElseThrow()
                .getData();
    }

    @Test
    void theRulesOfTheOperatorAreThoseOfPrometheus() throws IOException {
        Path directory = Path.of("deploy", "prometheus");
        List<JsonNode> groups = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                if (file.toString().endsWith(".rules.yaml")) {
                    Overlay.read(file).getFirst().get("groups").forEach(groups::add);
                }
            }
        }

        List<JsonNode> ofOperator = new ArrayList<>();
        for (ObjectNode object : KubernetesObjects.rendered("production")) {
            if (object.get("kind").asText().equals("PrometheusRule")) {
                object.at("/spec/groups").forEach(ofOperator::add);
            }
        }

        assertThat(ofOperator).as("run deploy/prometheus/operator").containsExactlyInAnyOrderElementsOf(groups);
    }

    @Test
    void theComponentsForAnArchiveForTracesAndForOpenShiftConform() throws IOException {
        List<ObjectNode> rendered = Overlay.render(
                KubernetesObjects.KUBERNETES.resolve("overlays/small"),
                KubernetesObjects.KUBERNETES.resolve("components/archive"),
                KubernetesObjects.KUBERNETES.resolve("components/traces"),
                KubernetesObjects.KUBERNETES.resolve("components/openshift"));
        List<HasMetadata> objects = new ArrayList<>();
        for (ObjectNode object : rendered) {
            objects.add(KubernetesObjects.typed(object));
        }

        PodSpec pod = KubernetesObjects.podOf(objects);
        assertThat(pod.getSecurityContext().getRunAsUser()).isNull();
        assertThat(pod.getSecurityContext().getFsGroup()).isNull();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getContainers().getFirst().getVolumeMounts())
                .extracting("name")
                .containsExactly("service-secrets", "tmp", "work");
        assertThat(objects)
                .filteredOn(NetworkPolicy.class::isInstance)
                .extracting("metadata.name")
                .containsExactly("liftline", "liftline-store", "liftline-traces");
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "production"})
    void everyContainerHasTheImageThatTheOverlayNames(String overlay) throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String version = pom.substring(pom.indexOf("<version>") + "<version>".length(), pom.indexOf("</version>"));

        assertThat(Stream.concat(
                        KubernetesObjects.pod(overlay).getInitContainers().stream(),
                        KubernetesObjects.pod(overlay).getContainers().stream()))
                .extracting(Container::getImage)
                .containsOnly("registry.example.com/liftline:" + version);
    }
}
