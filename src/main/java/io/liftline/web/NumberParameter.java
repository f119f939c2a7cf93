package io.liftline.web;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import java.util.Optional;

/// The syntax of a parameter that is a number, such as `limit=1000`.
public final class NumberParameter {

    private static final int MAX_SHOWN = 64;

    private NumberParameter() {}

    /// The number. Empty if the text is blank.
    ///
    /// @param name the name of the parameter, for the error message
    /// @param max the maximum
    /// @throws ProblemException 400 if it is not an integer, 422 if it is not 1 to `max`
    public static Optional<Integer> of(String name, String text, int max) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        if (!text.matches("-?\\d{1,18}")) {
            throw new ProblemException(
                    ProblemCode.MALFORMED_REQUEST, name + " is '" + clip(text) + "', but must be a whole number");
        }
        long number = Long.parseLong(text);
        if (number < 1 || number > max) {
            throw new ProblemException(ProblemCode.UNPROCESSABLE, name + " is " + number + ", but must be 1 to " + max);
        }
        return Optional.of((int) number);
    }

    private static String clip(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN);
    }
}
