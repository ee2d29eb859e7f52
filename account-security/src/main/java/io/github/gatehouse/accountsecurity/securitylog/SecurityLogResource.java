package io.github.gatehouse.accountsecurity.securitylog;

import java.util.List;
import java.util.Optional;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.github.gatehouse.common.account.AccountCaller;
import io.github.gatehouse.common.http.Page;
import io.github.gatehouse.storage.securitylog.JpaSecurityLogStore;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.cors.Cors;

/** {@code /realms/{realm}/account-security/log}: users see what has happened to their own account (rule L1). */
@Produces(MediaType.APPLICATION_JSON)
public final class SecurityLogResource {

    private static final String[] METHODS = {"GET"};

    private final KeycloakSession session;
    private final RealmModel realm;

    public SecurityLogResource(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
    }

    /** The newest first. Only the caller's own entries: there is no way to name another user. */
    @GET
    public List<SecurityLogRepresentation> list(@BeanParam SecurityLogFilter filter) {
        AccountCaller caller = AccountCaller.of(session, METHODS);
        caller.requireView();
        Page page = filter.page();
        return SecurityLogView.ofUser(
                        session, realm, Optional.of(caller.session().getId()))
                .of(new JpaSecurityLogStore(session)
                        .list(
                                filter.query(
                                        realm.getId(), Optional.of(caller.user().getId())),
                                page.first(),
                                page.max()));
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
