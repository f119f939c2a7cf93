package io.liftline.archive.store;

import java.io.IOException;
import java.util.concurrent.TimeoutException;

/// Why a call of a remote store failed.
sealed interface ServiceFailure {

    int LONGEST_MESSAGE = 200;

    /// The service answered with an error.
    ///
    /// @param status of HTTP
    /// @param code the service's own, empty if it gave none
    record Answered(int status, String code) implements ServiceFailure {

        @Override
        public String text() {
            String answer = code.isEmpty() ? String.valueOf(status) : status + " " + code;
            return switch (status) {
                case 401, 403 -> answer + ": the credentials are wrong or expired, or do not permit this";
                case 404 -> answer + ": the container or bucket does not exist, or the endpoint is not the service's";
                case 409, 412 -> answer + ": the object was written or replaced by somebody else meanwhile";
                case 429 -> answer + ": the service is overloaded, and all attempts were used";
                default -> status >= 500 ? answer + ": the service failed, and all attempts were used" : answer;
            };
        }
    }

    /// The service did not answer, or not in full.
    record Unanswered(String text) implements ServiceFailure {}

    /// The failure in words, for the operator.
    String text();

    /// The failure that caused an exception of a library which has no answer of the service.
    static ServiceFailure unanswered(Throwable thrown) {
        Throwable deepest = thrown;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException || cause instanceof TimeoutException) {
                return new Unanswered(text(cause));
            }
            deepest = cause;
        }
        return new Unanswered(text(deepest));
    }

    /// On one line, and without queries of URLs, which can be a SAS.
    private static String text(Throwable cause) {
        String line =
                String.valueOf(cause.getMessage()).replaceAll("\\?\\S+", "?…").replaceAll("\\s+", " ");
        String message = line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
        return "no valid answer (%s: %s)".formatted(cause.getClass().getSimpleName(), message);
    }
}
