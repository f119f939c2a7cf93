package io.liftline.query;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Limits of questions, under `liftline.query`.
@ConfigMapping(prefix = "liftline.query")
public interface QuestionConfig {

    /// Maximum number of samples that one question may read, by the estimate of the planner; above it 422.
    /// Default 20,000,000.
    @WithDefault("20000000")
    long maxScannedSamples();

    /// How many questions may read archived objects at once (`LIFTLINE_QUERY_ARCHIVE_READS`), each with the memory of
    /// `liftline.archive.read-memory`. Others wait for their turn. Default 2.
    @WithDefault("2")
    int archiveReads();

    /// After how long without a sample a well counts as silent, in the metric `liftline_wells_silent`. Default 15
    /// minutes.
    @WithDefault("PT15M")
    Duration silentAfter();
}
