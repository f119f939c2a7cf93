package io.liftline.query;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Limits of questions, under `liftline.query`.
@ConfigMapping(prefix = "liftline.query")
public interface QuestionConfig {

    /// Maximum number of samples that one question may read, by the estimate of the planner; above it 422.
    /// Default 20,000,000.
    @WithDefault("20000000")
    long maxScannedSamples();
}
