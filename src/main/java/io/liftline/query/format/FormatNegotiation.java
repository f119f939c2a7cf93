package io.liftline.query.format;

import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Settles which format raw samples are answered in. The REST layer picks among streaming methods by
/// itself, but takes any of them when `Accept` is `*/*` or names none of theirs: so the header is reduced
/// to the one format here, before it looks. JSON is the default; a format nobody writes is 406.
public final class FormatNegotiation {

    public static final String NDJSON = "application/x-ndjson";
    public static final String CSV = "text/csv";

    private static final List<MediaType> FORMATS =
            List.of(MediaType.APPLICATION_JSON_TYPE, MediaType.valueOf(NDJSON), MediaType.valueOf(CSV));

    @ServerRequestFilter(preMatching = true)
    void settle(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        if (path.startsWith("/api/v1/wells/") && path.endsWith("/telemetry")) {
            MediaType format = accepted(request).stream()
                    .flatMap(wanted ->
                            FORMATS.stream().filter(wanted::isCompatible).limit(1))
                    .findFirst()
                    .orElseThrow(NotAcceptableException::new);
            request.getHeaders().putSingle(HttpHeaders.ACCEPT, format.toString());
        }
    }

    /// An `Accept` that cannot be read accepts nothing that we write, as with every other path.
    private static List<MediaType> accepted(ContainerRequestContext request) {
        try {
            return request.getAcceptableMediaTypes();
        } catch (IllegalArgumentException e) {
            throw new NotAcceptableException(e);
        }
    }
}
