package io.github.gatehouse.common.http;

import java.io.Serial;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.keycloak.services.ErrorResponseException;

/**
 * A request that is refused with a stable code and a sentence. Thrown, it marks the transaction for rollback, so that nothing of a refused
 * request is stored.
 */
public final class Refusal extends ErrorResponseException {

    @Serial
    private static final long serialVersionUID = 1L;

    private Refusal(Response response) {
        super(response);
    }

    /** The sentence that says why. */
    public String description() {
        return ((ErrorRepresentation) getResponse().getEntity()).description();
    }

    /** 400 {@code invalid_request}: one input is malformed, missing or out of range. */
    public static Refusal invalid(String field, String description) {
        return badRequest("invalid_request", field, description);
    }

    /** 400 with a code of its own. */
    public static Refusal badRequest(String code, String field, String description) {
        return of(Response.Status.BAD_REQUEST, code, field, description);
    }

    /** 409: the request contradicts what is stored. */
    public static Refusal conflict(String code, String field, String description) {
        return of(Response.Status.CONFLICT, code, field, description);
    }

    /** 412 {@code precondition_failed}: what the client read before has been changed since (RFC 9110, section 13.1.1). */
    public static Refusal changedMeanwhile(String description) {
        return of(Response.Status.PRECONDITION_FAILED, "precondition_failed", null, description);
    }

    /** 403 {@code access_denied}: signed in, but not allowed. */
    public static Refusal forbidden(String description) {
        return of(Response.Status.FORBIDDEN, "access_denied", null, description);
    }

    /** 404 {@code not_found}: also for what belongs to somebody else. */
    public static Refusal notFound(String description) {
        return of(Response.Status.NOT_FOUND, "not_found", null, description);
    }

    /** 401 {@code invalid_token}: not signed in (RFC 6750, section 3.1). */
    public static Refusal notSignedIn() {
        return new Refusal(entity(
                        Response.status(Response.Status.UNAUTHORIZED)
                                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\""),
                        new ErrorRepresentation("invalid_token", "A valid access token is needed.", null))
                .build());
    }

    /** 502 {@code mail_failed}: the realm's mail server is away or does not take the mail. */
    public static Refusal mailFailed(String description) {
        return of(Response.Status.BAD_GATEWAY, "mail_failed", null, description);
    }

    /**
     * 401 {@code insufficient_user_authentication}: the sign-in is too long ago (RFC 9470, section 3).
     *
     * @param maxAgeSeconds how old a sign-in may be at most, in seconds
     */
    public static Refusal freshSignInNeeded(long maxAgeSeconds) {
        return new Refusal(entity(
                        Response.status(Response.Status.UNAUTHORIZED)
                                .header(
                                        HttpHeaders.WWW_AUTHENTICATE,
                                        "Bearer error=\"insufficient_user_authentication\", "
                                                + "error_description=\"A more recent sign-in is needed\", "
                                                + "max_age=\"" + maxAgeSeconds + "\""),
                        new ErrorRepresentation(
                                "insufficient_user_authentication",
                                "This needs a sign-in at most " + maxAgeSeconds + " seconds old.",
                                null))
                .build());
    }

    private static Refusal of(Response.Status status, String code, String field, String description) {
        return new Refusal(entity(Response.status(status), new ErrorRepresentation(code, description, field))
                .build());
    }

    private static Response.ResponseBuilder entity(Response.ResponseBuilder builder, ErrorRepresentation body) {
        return builder.type(MediaType.APPLICATION_JSON_TYPE).entity(body);
    }
}
