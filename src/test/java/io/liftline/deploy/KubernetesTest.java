package io.liftline.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Checks deploy/kubernetes against the types of the Kubernetes API and against the ports and paths of the program.
class KubernetesTest {

    @ParameterizedTest
    @ValueSource(strings = {"small", "production"})
    void everyObjectConformsToTheKubernetesApi(String overlay) throws IOException {
        List<HasMetadata> objects = KubernetesObjects.objects(overlay);

        assertThat(objects)
                .hasSizeGreaterThanOrEqualTo(5)
                .allSatisfy(object -> assertThat(object.getMetadata().getName()).startsWith("liftline"));
        assertThat(objects)
                .map(object -> object.getKind() + " " + object.getMetadata().getName())
                .doesNotHaveDuplicates();
    }

    @Test
    void anUnknownFieldIsAnError() throws IOException {
        ObjectNode deployment = Overlay.read(KubernetesObjects.KUBERNETES.resolve("base/deployment.yaml"))
                .getFirst();
        ((ObjectNode) deployment.at("/spec/template/spec/containers/0/readinessProbe")).put("delay", 3);

        assertThatThrownBy(() -> KubernetesObjects.typed(deployment))
                .isInstanceOf(UnrecognizedPropertyException.class)
                .hasMessageContaining("\"delay\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "production"})
    void kustomizeRendersTheSame(String overlay) throws Exception {
        assumeThat(Stream.of(System.getenv("PATH").split(":")).map(entry -> Path.of(entry, "kubectl")))
                .as("kubectl is on the PATH")
                .anyMatch(Files::isExecutable);
        Process kubectl = new ProcessBuilder(
                        "kubectl",
                        "kustomize",
                        KubernetesObjects.KUBERNETES
                                .resolve("overlays")
                                .resolve(overlay)
                                .toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String rendered = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(kubectl.waitFor()).isZero();
        assertThat(KubernetesObjects.sorted(Overlay.read(rendered)))
                .isEqualTo(KubernetesObjects.sorted(KubernetesObjects.rendered(overlay)));
    }

    @Test
    void probesPortsAndMetricsMatchTheProgram() throws IOException {
        Container liftline = KubernetesObjects.pod("small").getContainers().getFirst();

        assertThat(path(liftline.getStartupProbe())).isEqualTo("/q/health/started");
        assertThat(path(liftline.getLivenessProbe())).isEqualTo("/q/health/live");
        assertThat(path(liftline.getReadinessProbe())).isEqualTo("/q/health/ready");
        assertThat(liftline.getPorts())
                .extracting(port -> port.getName() + ":" + port.getContainerPort())
                .containsExactly(
                        "http:" + Settings.ofProgram("quarkus.http.port"),
                        "management:" + Settings.ofProgram("quarkus.management.port"));
        assertThat(KubernetesObjects.objects("production"))
                .filteredOn(ServiceMonitor.class::isInstance)
                .singleElement(org.assertj.core.api.InstanceOfAssertFactories.type(ServiceMonitor.class))
                .satisfies(monitor -> assertThat(
                                monitor.getSpec().getEndpoints().getFirst().getPath())
                        .isEqualTo("/q/metrics"));
    }

    private static String path(Probe probe) {
        assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("management");
        return probe.getHttpGet().getPath();
    }

    @Test
    void theGracePeriodExceedsTheLongestShutdown() throws IOException {
        PodSpec pod = KubernetesObjects.pod("small");
        long beforeStop = pod.getContainers()
                .getFirst()
                .getLifecycle()
                .getPreStop()
                .getSleep()
                .getSeconds();
        Duration shutdown = Duration.parse("PT" + Settings.ofProgram("quarkus.shutdown.timeout"));
        long unanswered = Settings.longestAnswer().toSeconds();

        assertThat(pod.getTerminationGracePeriodSeconds())
                .isGreaterThan(beforeStop + shutdown.toSeconds())
                .isGreaterThan(beforeStop + unanswered);
    }

    /// A disruption budget for a single replica would block the drain of its node forever.
    @Test
    void onlyProductionHasADisruptionBudget() throws IOException {
        assertThat(KubernetesObjects.objects("small")).noneMatch(PodDisruptionBudget.class::isInstance);
        assertThat(KubernetesObjects.objects("production"))
                .filteredOn(PodDisruptionBudget.class::isInstance)
                .extracting("spec.maxUnavailable.value", "spec.unhealthyPodEvictionPolicy")
                .containsExactly(org.assertj.core.api.Assertions.tuple(1, "AlwaysAllow"));
        assertThat(KubernetesObjects.objects("production"))
                .filteredOn(HorizontalPodAutoscaler.class::isInstance)
                .extracting("spec.minReplicas", "spec.scaleTargetRef.name")
                .containsExactly(org.assertj.core.api.Assertions.tuple(2, "liftline"));
    }

    /// The operator's own type is not part of the Kubernetes API, so only the NetworkPolicy of the file is checked.
    @Test
    void theNetworkPolicyOfTheExampleAllowsLiftline() throws IOException {
        ObjectNode policy = Overlay.read(KubernetesObjects.KUBERNETES.resolve("examples/database-cloudnativepg.yaml"))
                .getLast();

        NetworkPolicy read = (NetworkPolicy) KubernetesObjects.typed(policy);

        assertThat(read.getSpec()
                        .getIngress()
                        .getFirst()
                        .getFrom()
                        .getFirst()
                        .getPodSelector()
                        .getMatchLabels())
                .isEqualTo(Map.of("app.kubernetes.io/name", "liftline"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "production"})
    void everyContainerRunsWithLeastPrivilege(String overlay) throws IOException {
        PodSpec pod = KubernetesObjects.pod(overlay);

        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(1001);
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream()))
                .hasSize(2)
                .allSatisfy(container -> {
                    assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                            .isTrue();
                    assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                            .isFalse();
                    assertThat(container.getSecurityContext().getCapabilities().getDrop())
                            .containsExactly("ALL");
                    assertThat(container.getVolumeMounts())
                            .extracting("mountPath")
                            .contains("/tmp");
                    assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
                    assertThat(container.getResources().getLimits()).containsKey("memory");
                });
    }

    /// `restricted`, the strictest Pod Security Standard, allows these volume types and no host namespaces or host
    /// ports.
    @Test
    void podsUseNoResourcesOfTheHost() throws IOException {
        PodSpec pod = KubernetesObjects.pod("production");

        assertThat(pod.getVolumes())
                .hasSize(3)
                .allMatch(volume -> volume.getEmptyDir() != null || volume.getProjected() != null);
        assertThat(pod.getHostNetwork()).isNull();
        assertThat(pod.getHostPID()).isNull();
        assertThat(pod.getHostIPC()).isNull();
        assertThat(Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream())
                        .flatMap(container -> container.getPorts().stream()))
                .allMatch(port -> port.getHostPort() == null);
    }

    @Test
    void theServiceContainerDoesNotHaveTheOwnersPassword() throws IOException {
        Container liftline = KubernetesObjects.pod("production").getContainers().getFirst();

        assertThat(liftline.getEnv())
                .extracting("name", "value")
                .containsExactly(org.assertj.core.api.Assertions.tuple("LIFTLINE_MIGRATE", "false"));
        assertThat(liftline.getVolumeMounts()).extracting("name").containsExactly("service-secrets", "tmp");
    }

    /// Passwords are in Secrets that an operator creates (docs/kubernetes.md), never in the overlays.
    @Test
    void noOverlayContainsASecret() throws IOException {
        for (String overlay : List.of("small", "production")) {
            assertThat(KubernetesObjects.rendered(overlay))
                    .noneMatch(object -> object.get("kind").asText().equals("Secret"));
        }
    }
}
