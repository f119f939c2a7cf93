package io.liftline.query.format;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.web.Accept;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Selects the format of an answer.
///
/// `?format=` takes precedence, for clients that cannot set a header. Otherwise `Accept` decides by RFC 9110,
/// section 12.5.1: the format with the highest weight; among equal weights the one with the most specific media
/// range; then the one that the service prefers ([AnswerFormat]).
public final class FormatNegotiation {

    private static final Comparator<Choice> BY_RANK = Comparator.<Choice>comparingDouble(
                    choice -> choice.range().quality())
            .thenComparingInt(choice -> choice.range().specificity())
            .thenComparing(Choice::format, Comparator.reverseOrder());

    private FormatNegotiation() {}

    /// A format and the media range that matches it.
    private record Choice(AnswerFormat format, Accept.Range range) {}

    /// The format of an answer.
    ///
    /// @param parameter the value of `?format=`; empty if it is missing
    /// @param accept the values of all `Accept` header lines
    /// @param offered the formats in which the answer is available
    /// @throws ProblemException 400 if the parameter is not a format, 406 if the answer is not available in an
    ///     accepted format
    public static AnswerFormat settle(String parameter, List<String> accept, Set<AnswerFormat> offered) {
        if (!parameter.isEmpty()) {
            return asked(parameter, offered);
        }
        return accepted(Accept.parse(accept), offered)
                .orElseThrow(() -> notAcceptable(
                        "This answer comes as " + AnswerFormat.mediaTypes(offered) + "; Accept names none of them"));
    }

    private static AnswerFormat asked(String parameter, Set<AnswerFormat> offered) {
        AnswerFormat format = AnswerFormat.of(parameter)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.MALFORMED_REQUEST,
                        "format is '" + clip(parameter) + "', but must be one of " + AnswerFormat.parameters(offered)));
        if (!offered.contains(format)) {
            throw notAcceptable(
                    "format is " + parameter + ", but this answer comes as " + AnswerFormat.parameters(offered));
        }
        return format;
    }

    private static Optional<AnswerFormat> accepted(Accept accept, Set<AnswerFormat> offered) {
        return offered.stream()
                .flatMap(format -> accept.rangeFor(format.mediaType()).map(range -> new Choice(format, range)).stream())
                .filter(choice -> choice.range().quality() > 0)
                .max(BY_RANK)
                .map(Choice::format);
    }

    private static ProblemException notAcceptable(String detail) {
        return new ProblemException(ProblemCode.NOT_ACCEPTABLE, detail);
    }

    private static String clip(String text) {
        return text.length() <= 64 ? text : text.substring(0, 64);
    }
}
