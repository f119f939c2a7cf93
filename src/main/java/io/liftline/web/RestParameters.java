package io.liftline.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/// Refuses query parameters that a method of the REST layer does not know. What it knows are its parameters with
/// [RestQuery], and the fields with [RestQuery] of its parameters; those that are collections are lists. So a
/// resource need not do anything to be checked.
///
/// A list that may be comma-separated and repeated is `@RestQuery @Separator(",") List<String>`.
///
/// In the native executable the platform registers the methods of resources for reflection, since a filter asks for
/// them. A class whose fields are parameters has to be annotated with `@RegisterForReflection`.
@Singleton
final class RestParameters {

    /// One entry a method.
    private final Map<Method, ParameterNames> known = new ConcurrentHashMap<>();

    @ServerRequestFilter
    void check(ResourceInfo resource, RoutingContext routing) {
        @Nullable String query = routing.request().query();
        if (query != null) {
            ParameterNames names = known.computeIfAbsent(resource.getResourceMethod(), RestParameters::namesOf);
            QueryParameters.parse(query, names).replace(routing.queryParams());
        }
    }

    /// The names that a method of a resource knows.
    static ParameterNames namesOf(Method method) {
        Set<String> single = new HashSet<>();
        Set<String> lists = new HashSet<>();
        for (Parameter parameter : method.getParameters()) {
            RestQuery query = parameter.getAnnotation(RestQuery.class);
            if (query != null) {
                (isList(parameter.getType()) ? lists : single).add(name(query, parameter.getName()));
            } else {
                for (Field field : parameter.getType().getDeclaredFields()) {
                    RestQuery inside = field.getAnnotation(RestQuery.class);
                    if (inside != null) {
                        (isList(field.getType()) ? lists : single).add(name(inside, field.getName()));
                    }
                }
            }
        }
        return new ParameterNames(single, lists);
    }

    private static boolean isList(Class<?> type) {
        return type.isArray() || Collection.class.isAssignableFrom(type);
    }

    private static String name(RestQuery query, String otherwise) {
        return query.value().isEmpty() ? otherwise : query.value();
    }
}
