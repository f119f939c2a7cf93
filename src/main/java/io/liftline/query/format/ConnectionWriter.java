package io.liftline.query.format;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;
import org.jboss.resteasy.reactive.server.vertx.VertxResteasyReactiveRequestContext;

/// Writes answers of one type to the connection while they are produced. A `HEAD` request has no body.
///
/// @param <T> the type of the answers
public abstract class ConnectionWriter<T> implements ServerMessageBodyWriter<T> {

    private final Class<T> answers;

    /// @param answers the type of the answers; not of their subclasses
    protected ConnectionWriter(Class<T> answers) {
        this.answers = answers;
    }

    /// Begins to write an answer.
    ///
    /// @param request is suspended; it must be resumed at the end of the answer
    protected abstract void write(T answer, VertxResteasyReactiveRequestContext request);

    @Override
    public final boolean isWriteable(
            Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return type == answers;
    }

    @Override
    public final boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == answers;
    }

    @Override
    public final void writeResponse(T answer, Type genericType, ServerRequestContext context) {
        VertxResteasyReactiveRequestContext request = (VertxResteasyReactiveRequestContext) context;
        if (request.getMethod().equals(HttpMethod.HEAD)) {
            request.vertxServerResponse().end();
            return;
        }
        request.suspend();
        write(answer, request);
    }

    @Override
    public final void writeTo(
            T answer,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream body) {
        throw new WebApplicationException("%s is not written to an OutputStream".formatted(answers.getSimpleName()));
    }
}
