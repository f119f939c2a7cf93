package io.liftline.query.source;

import io.liftline.telemetry.Channel;
import java.util.List;

/// Gives samples that are not in the database. The archive implements it.
public interface SampleSource {

    /// A question to a source.
    ///
    /// @param wells whose samples
    /// @param channels the channels, in the order of the answer
    /// @param selection which samples
    record Request(ArchivedWells wells, List<Channel> channels, Selection selection) {}

    /// Reads samples of the range of a part, and gives each to `rows`. It blocks, possibly for long if the object
    /// has to be fetched first.
    ///
    /// @throws SourceUnavailableException if the object is missing, is not the one that was archived, or cannot
    ///     be read now
    void read(ArchivedPart part, Request request, ArchivedRows rows) throws SourceUnavailableException;
}
