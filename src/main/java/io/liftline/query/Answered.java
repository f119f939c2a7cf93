package io.liftline.query;

import io.liftline.query.source.ArchivedPart;
import java.util.List;

/// The answer to a question for raw samples, and where it comes from.
///
/// @param value the answer
/// @param parts the archived parts that were read
record Answered<T>(T value, List<ArchivedPart> parts) {}
