package io.liftline.query;

/// The order of samples by event time.
enum TimeOrder {
    ASC,
    DESC
}
