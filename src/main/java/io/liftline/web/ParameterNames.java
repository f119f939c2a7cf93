package io.liftline.web;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// The names of the query parameters that a route accepts.
///
/// @param single parameters that may occur once
/// @param lists parameters that may be repeated
public record ParameterNames(Set<String> single, Set<String> lists) {

    private static final int MAX_SHOWN = 64;

    public ParameterNames {
        single = Set.copyOf(single);
        lists = Set.copyOf(lists);
    }

    /// This set of names extended by others.
    public ParameterNames and(Set<String> moreSingle, Set<String> moreLists) {
        return new ParameterNames(union(single, moreSingle), union(lists, moreLists));
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new HashSet<>(one);
        all.addAll(other);
        return all;
    }

    /// Checks that the route has this parameter, and that it is repeated only if it is a list.
    ///
    /// @param times how often the parameter occurs in the request
    /// @throws ProblemException 400 `unknown_parameter`, with the nearest known name
    void check(String name, int times) {
        if (lists.contains(name)) {
            return;
        }
        if (!single.contains(name)) {
            throw new ProblemException(
                    ProblemCode.UNKNOWN_PARAMETER, "'" + clip(name) + "' is not a parameter here; " + advice(name));
        }
        if (times > 1) {
            throw new ProblemException(
                    ProblemCode.UNKNOWN_PARAMETER, name + " is given " + times + " times, but may be given once");
        }
    }

    private String advice(String name) {
        SortedSet<String> known = new TreeSet<>(single);
        known.addAll(lists);
        if (known.isEmpty()) {
            return "there are none";
        }
        String all = "known: " + String.join(", ", known);
        return NearestName.of(name, known)
                .map(near -> "did you mean " + near + "? (" + all + ")")
                .orElse(all);
    }

    private static String clip(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN);
    }
}
