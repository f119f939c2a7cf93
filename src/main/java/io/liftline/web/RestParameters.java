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

/// Rejects unknown query parameters of requests to the REST layer. A resource method accepts its parameters
/// with [RestQuery] and the [RestQuery] fields of its parameter beans; collections are lists. So resources need
/// no code for this check.
///
/// Declare a list that may be comma-separated and repeated as `@RestQuery @Separator(",") List<String>`.
///
/// For the native executable, Quarkus registers resource methods for reflection because this filter uses
/// [ResourceInfo]. A parameter bean must be annotated with `@RegisterForReflection`.
@Singleton
final class RestParameters {

    /// Bounded: one entry per resource method.
    private final Map<Method, ParameterNames> known = new ConcurrentHashMap<>();

    @ServerRequestFilter
    void check(ResourceInfo resource, RoutingContext routing) {
        @Nullable String query = routing.request().query();
        if (query != null) {
            ParameterNames names = known.computeIfAbsent(resource.getResourceMethod(), RestParameters::namesOf);
            QueryParameters.parse(query, names).replace(routing.queryParams());
        }
    }

    /// The parameter names that a resource method accepts.
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
