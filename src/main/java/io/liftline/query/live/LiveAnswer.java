package io.liftline.query.live;

import java.util.function.Consumer;

/// The body of a response that stays open.
///
/// @param question what the client wants
/// @param opened called with the stream when it can be written to
/// @param ended called with it when it has ended, or its connection was closed
public record LiveAnswer(LiveStream.Question question, Consumer<LiveStream> opened, Consumer<LiveStream> ended) {}
