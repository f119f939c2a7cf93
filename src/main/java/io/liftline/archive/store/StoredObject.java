package io.liftline.archive.store;

/// An object of an [ObjectStore].
///
/// @param bytes its size, 0 or more
public record StoredObject(String name, long bytes) {}
