package io.liftline.service;

import io.liftline.schema.Edition;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.info.GitInfo;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The metric `liftline_build_info`, whose value is always 1. Its labels identify the build of Liftline.
///
/// Labels: `version` of the project; `revision`, the Git commit; `edition` of TimescaleDB, `community` or
/// `apache`. A label is `unknown` if its value is not known: the revision if the sources were not in a Git
/// repository, the edition until the database has answered.
@Singleton
class BuildMetric {

    private static final String UNKNOWN = "unknown";

    private final String version;
    private final String revision;
    private final MultiGauge metric;

    BuildMetric(
            @ConfigProperty(name = "quarkus.application.version") String version,
            Instance<GitInfo> git,
            MeterRegistry metrics) {
        this.version = version;
        this.revision = git.isResolvable() ? git.get().latestCommitId() : UNKNOWN;
        this.metric = MultiGauge.builder("liftline.build.info")
                .description(
                        "Always 1; the labels have the version and commit of the build and the edition of TimescaleDB")
                .register(metrics);
    }

    void onStart(@Observes StartupEvent event) {
        publish(UNKNOWN);
    }

    /// Publishes the edition of the database and removes the previous one.
    void workingOn(Edition edition) {
        publish(edition.name().toLowerCase(Locale.ROOT));
    }

    private void publish(String edition) {
        Tags labels = Tags.of("version", version, "revision", revision, "edition", edition);
        metric.register(List.of(MultiGauge.Row.of(labels, 1)), true);
    }
}
