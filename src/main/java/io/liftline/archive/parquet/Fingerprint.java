package io.liftline.archive.parquet;

/// What an object of the store must be.
///
/// @param object its name
/// @param bytes its size
/// @param sha256 its SHA-256 in lower-case hexadecimal digits
public record Fingerprint(String object, long bytes, String sha256) {}
