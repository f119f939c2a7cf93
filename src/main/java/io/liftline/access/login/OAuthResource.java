package io.liftline.access.login;

import io.liftline.access.CallerAuthenticator;
import io.liftline.access.token.ApiKeyText;
import io.liftline.access.token.TokenIssuer;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;

/// The token endpoint for tools that only know OAuth 2 (RFC 6749, sections 4.4 and 6). It offers no password
/// grant.
@Path("/oauth/token")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Access")
class OAuthResource {

    private static final String BASIC = "Basic ";

    private final Logins logins;
    private final CallerAuthenticator authenticator;
    private final TokenIssuer tokens;

    OAuthResource(Logins logins, CallerAuthenticator authenticator, TokenIssuer tokens) {
        this.logins = logins;
        this.authenticator = authenticator;
        this.tokens = tokens;
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @PermitAll
    @Operation(
            operationId = "oauthToken",
            summary = "Tokens for a refresh token, or for an API key (OAuth 2)",
            description = "`grant_type=refresh_token` with `refresh_token`, as POST /auth/refresh; or"
                    + " `grant_type=client_credentials` with the API key as `client_secret`, or as the password of Basic"
                    + " authentication. Any `client_id` is accepted.")
    @APIResponse(
            responseCode = "200",
            description = "Tokens; the response must not be stored",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = LoginResponse.class)))
    @APIResponse(
            responseCode = "400",
            description = "The grant is not valid, or of a type that is not offered; `error` has the code of RFC 6749")
    @APIResponse(responseCode = "401", description = "The API key is not valid; `error` has the code of RFC 6749")
    @APIResponse(responseCode = "415", description = "The content type is not application/x-www-form-urlencoded")
    @APIResponse(responseCode = "503", description = "The database cannot be reached, or the service is still starting")
    public Uni<Response> token(
            @HeaderParam("Authorization") @DefaultValue("") String authorization,
            @RestForm("grant_type") @DefaultValue("") String grantType,
            @RestForm("refresh_token") @DefaultValue("") String refreshToken,
            @RestForm("client_id") @DefaultValue("") String clientId,
            @RestForm("client_secret") @DefaultValue("") String clientSecret,
            @RestForm @DefaultValue("") String scope) {
        return switch (grantType) {
            case "refresh_token" ->
                logins.refresh(refreshToken)
                        .map(OAuthResource::granted)
                        .onFailure(OAuthResource::isRefusal)
                        .transform(_ -> error("invalid_grant", "The refresh token is not valid"));
            case "client_credentials" ->
                Uni.createFrom().item(() -> ofKey(clientSecret.isEmpty() ? password(authorization) : clientSecret));
            case "" -> throw error("invalid_request", "grant_type must be given");
            default -> throw error("unsupported_grant_type", "grant_type must be refresh_token or client_credentials");
        };
    }

    private Response ofKey(String key) {
        return Optional.of(key)
                .filter(ApiKeyText::isMeant)
                .flatMap(authenticator::callerOf)
                .map(caller -> granted(LoginResponse.of(tokens.issue(caller))))
                .orElseThrow(() -> error(ProblemCode.UNAUTHENTICATED, "invalid_client", "The API key is not valid")
                        .header("WWW-Authenticate", "Basic"));
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof ProblemException problem && problem.code() == ProblemCode.UNAUTHENTICATED;
    }

    private static String password(String authorization) {
        if (!authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return "";
        }
        try {
            String pair = new String(
                    Base64.getDecoder()
                            .decode(authorization.substring(BASIC.length()).strip()),
                    StandardCharsets.UTF_8);
            return pair.substring(pair.indexOf(':') + 1);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    private static Response granted(LoginResponse tokens) {
        return Response.ok(tokens).header("Cache-Control", "no-store").build();
    }

    private static ProblemException error(String code, String detail) {
        return error(ProblemCode.MALFORMED_REQUEST, code, detail);
    }

    /// A problem with the members of an OAuth error (RFC 6749, section 5.2).
    private static ProblemException error(ProblemCode problem, String code, String detail) {
        return new ProblemException(problem, detail).with("error", code).with("error_description", detail);
    }
}
