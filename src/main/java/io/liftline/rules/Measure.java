package io.liftline.rules;

/// What a condition looks at.
enum Measure {
    /// The value of the newest sample.
    VALUE,
    /// The mean of the last minutes.
    MEAN,
    /// The standard deviation of the last minutes in percent of their mean. Only swings to both sides of the
    /// mean count, so a step is no fluctuation.
    FLUCTUATION,
    /// The mean of the last minutes compared with that of the last hours, in percent of the latter.
    CHANGE,
    /// For how many seconds the value has stayed exactly the same.
    UNCHANGED,
    /// For how many seconds no sample has come.
    SILENCE
}
