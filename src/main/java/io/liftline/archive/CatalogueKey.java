package io.liftline.archive;

/// The key of a row of the catalogue.
///
/// @param hypertable the name of the table
/// @param chunk the name of the chunk, without its schema
/// @param version 1 or more
record CatalogueKey(String hypertable, String chunk, int version) {}
