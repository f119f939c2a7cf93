package io.liftline.query;

/// Which way through time.
enum TimeOrder {
    ASC,
    DESC
}
