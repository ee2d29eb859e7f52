package io.github.gatehouse.accountsecurity.secondfactor;

import java.time.Clock;
import java.util.List;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.github.gatehouse.common.account.AccountCaller;
import io.github.gatehouse.common.http.Refusal;
import io.github.gatehouse.storage.credentialuse.CredentialUseStore;
import io.github.gatehouse.storage.credentialuse.JpaCredentialUseStore;
import org.keycloak.credential.CredentialModel;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.services.cors.Cors;

/**
 * {@code /realms/{realm}/account-security/second-factor}: users take back their second steps, one or all of them (rule M1). Keycloak can remove one credential at a
 * time, on a page of its own, and lets administrators forbid it; here nobody can. Whether a second step is demanded is asked at the next sign-in.
 */
@Produces(MediaType.APPLICATION_JSON)
public final class SecondFactorResource {

    private static final String[] METHODS = {"DELETE"};

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;

    public SecondFactorResource(KeycloakSession session, Clock clock) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.clock = clock;
    }

    /** Switches two-factor authentication off: removes every factor and the recovery codes. Without any it changes nothing. */
    @DELETE
    public Response turnOff() {
        AccountCaller caller = owner();
        SecondFactors factors = new SecondFactors(caller.user().credentialManager());
        remove(caller, factors, factors.all());
        return Response.noContent().build();
    }

    /** Removes one factor or the recovery codes; with the last factor, the recovery codes as well. */
    @DELETE
    @Path("{id}")
    public Response remove(@PathParam("id") String id) {
        AccountCaller caller = owner();
        SecondFactors factors = new SecondFactors(caller.user().credentialManager());
        List<CredentialModel> removed = factors.with(id);
        if (removed.isEmpty()) {
            throw Refusal.notFound("There is no such second step.");
        }
        remove(caller, factors, removed);
        return Response.noContent().build();
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

    private AccountCaller owner() {
        AccountCaller caller = AccountCaller.of(session, METHODS);
        caller.requireManage();
        caller.requireOwner();
        caller.requireFreshSignIn(clock);
        return caller;
    }

    private void remove(AccountCaller caller, SecondFactors factors, List<CredentialModel> removed) {
        new RemovalLevel(session).require(caller, removed);
        CredentialUseStore uses = new JpaCredentialUseStore(session);
        for (CredentialModel credential : removed) {
            factors.remove(credential);
            uses.delete(realm.getId(), caller.user().getId(), credential.getId());
            EventBuilder event = event(caller)
                    .event(EventType.REMOVE_CREDENTIAL)
                    .detail(Details.CREDENTIAL_TYPE, credential.getType())
                    .detail(Details.CREDENTIAL_ID, credential.getId())
                    .detail(Details.CREDENTIAL_USER_LABEL, credential.getUserLabel());
            if (OTPCredentialModel.TYPE.equals(credential.getType())) {
                // Listeners and reports written for earlier versions of Keycloak know this one only.
                event.clone().event(EventType.REMOVE_TOTP).success();
            }
            event.success();
        }
    }

    private EventBuilder event(AccountCaller caller) {
        return new EventBuilder(realm, session, session.getContext().getConnection())
                .client(caller.client())
                .user(caller.user())
                .session(caller.session());
    }
}
