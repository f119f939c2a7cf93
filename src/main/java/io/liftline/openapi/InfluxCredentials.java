package io.liftline.openapi;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/// Adds the security schemes of the routes for InfluxDB clients. They are not in `META-INF/openapi.yaml`, because the
/// platform would take the first scheme that it finds there for the resources, too.
final class InfluxCredentials {

    private InfluxCredentials() {}

    static void add(Components components) {
        components.addSecurityScheme(
                "influxBasic",
                OASFactory.createSecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("basic")
                        .description("Any username, and the token or API key as the password"));
        components.addSecurityScheme(
                "influxPassword",
                OASFactory.createSecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.QUERY)
                        .name("p")
                        .description("The token or API key, if there is no Authorization header"));
    }
}
