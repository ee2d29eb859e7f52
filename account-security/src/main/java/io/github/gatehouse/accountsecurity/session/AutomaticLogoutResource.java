package io.github.gatehouse.accountsecurity.session;

import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.github.gatehouse.common.account.AccountCaller;
import io.github.gatehouse.common.http.JsonBody;
import io.github.gatehouse.common.session.SessionNotes;
import io.github.gatehouse.storage.sessionhistory.JpaAutomaticLogoutStore;
import io.github.gatehouse.storage.sessionhistory.JpaSessionHistoryStore;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.cors.Cors;

/** {@code /realms/{realm}/account-security/automatic-logout}: users say after which inactivity their own sessions end (rule S3). */
@Produces(MediaType.APPLICATION_JSON)
public final class AutomaticLogoutResource {

    /** Name of the event detail with the new limit in minutes; empty = as the realm says. */
    public static final String MINUTES_DETAIL = "gatehouse_automatic_logout_minutes";

    private static final String[] METHODS = {"GET", "PUT"};
    private static final String MINUTES = "minutes";
    private static final int LEAST = 1;

    private final KeycloakSession session;
    private final RealmModel realm;

    public AutomaticLogoutResource(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
    }

    @GET
    public AutomaticLogoutRepresentation get() {
        AccountCaller caller = caller();
        caller.requireView();
        // The user's own limit does not hold for whoever works in the user's name.
        return representation(
                caller.isImpersonator()
                        ? Optional.empty()
                        : limits().find(realm.getId(), caller.user().getId()));
    }

    /** Sets the limit, for all of the user's sessions at once, or lifts it. */
    @PUT
    @Consumes(MediaType.WILDCARD)
    public AutomaticLogoutRepresentation set(@HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type, InputStream body) {
        AccountCaller caller = caller();
        caller.requireManage();
        caller.requireOwner();
        Optional<Duration> limit = JsonBody.read(body, type, Set.of(MINUTES))
                .intOrNull(MINUTES, LEAST, most())
                .map(Duration::ofMinutes);
        if (!limit.equals(limits().find(realm.getId(), caller.user().getId()))) {
            save(caller.user(), limit);
            new EventBuilder(realm, session, session.getContext().getConnection())
                    .event(EventType.UPDATE_PROFILE)
                    .client(caller.client())
                    .user(caller.user())
                    .session(caller.session())
                    .detail(
                            MINUTES_DETAIL,
                            limit.map(own -> String.valueOf(own.toMinutes())).orElse(""))
                    .success();
        }
        return representation(limit);
    }

    private void save(UserModel user, Optional<Duration> limit) {
        limits().set(realm.getId(), user.getId(), limit);
        String minutes = limit.map(own -> String.valueOf(own.toMinutes())).orElse("");
        session.sessions()
                .getUserSessionsStream(realm, user)
                .toList()
                .forEach(own -> own.setNote(SessionNotes.AUTOMATIC_LOGOUT_MINUTES, minutes));
        new JpaSessionHistoryStore(session).limit(realm.getId(), user.getId(), limit);
    }

    private JpaAutomaticLogoutStore limits() {
        return new JpaAutomaticLogoutStore(session);
    }

    private AutomaticLogoutRepresentation representation(Optional<Duration> limit) {
        return new AutomaticLogoutRepresentation(
                limit.map(own -> Math.toIntExact(own.toMinutes())).orElse(null), LEAST, most());
    }

    /** An idle session does not last longer in this realm, with "remember me" or without. */
    private int most() {
        int seconds = realm.getSsoSessionIdleTimeout();
        if (realm.isRememberMe()) {
            seconds = Math.max(seconds, realm.getSsoSessionIdleTimeoutRememberMe());
        }
        return Math.max(LEAST, Math.toIntExact(Duration.ofSeconds(seconds).toMinutes()));
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

    private AccountCaller caller() {
        return AccountCaller.of(session, METHODS);
    }
}
