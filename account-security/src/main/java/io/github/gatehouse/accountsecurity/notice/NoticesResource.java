package io.github.gatehouse.accountsecurity.notice;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.github.gatehouse.common.account.AccountCaller;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.services.cors.Cors;

/** {@code /realms/{realm}/account-security/notices}: users see whether they are told by mail what happens to their account, and if not, why. */
@Produces(MediaType.APPLICATION_JSON)
public final class NoticesResource {

    private static final String[] METHODS = {"GET"};

    private final KeycloakSession session;

    public NoticesResource(KeycloakSession session) {
        this.session = session;
    }

    @GET
    public NoticesRepresentation get() {
        AccountCaller caller = AccountCaller.of(session, METHODS);
        caller.requireView();
        UserModel user = caller.user();
        if (session.getContext().getRealm().getSmtpConfig().isEmpty()) {
            return NoticesRepresentation.none("no_mail_server");
        }
        if (user.getEmail() == null) {
            return NoticesRepresentation.none("no_email");
        }
        return user.isEmailVerified()
                ? NoticesRepresentation.mailedTo(user.getEmail())
                : NoticesRepresentation.none("email_not_verified");
    }

    /** Lets browsers of other origins ask first. */
    @OPTIONS
    @Path("{path: .*}")
    public Response preflight() {
        return Cors.builder()
                .auth()
                .allowedMethods(METHODS)
                .preflight()
                .add(Response.ok("", MediaType.TEXT_PLAIN_TYPE));
    }
}
