package io.github.gatehouse.accountsecurity.notme;

import java.time.Clock;
import java.util.Objects;
import java.util.Optional;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.github.gatehouse.accountsecurity.notme.SuspiciousAccount.NewPassword;
import io.github.gatehouse.common.notice.NotMeToken;
import io.github.gatehouse.storage.knownbrowser.JpaKnownBrowserStore;
import io.github.gatehouse.storage.knownbrowser.KnownBrowserStore;
import org.keycloak.events.EventBuilder;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.RealmsResource;

/**
 * {@code /realms/{realm}/account-security/not-me}: where the link of a mail about a new device leads (rule X4). GET shows a page only, because programs that look for
 * harmful mails follow links; what it is about is done by the POST of its form. Whoever has the link needs no sign-in: the one who would sign in may be the intruder.
 */
@Produces(MediaType.TEXT_HTML)
public final class NotMeResource {

    private static final String TEMPLATE = "gatehouse-not-me.ftl";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;
    private final KnownBrowserStore store;

    public NotMeResource(KeycloakSession session, Clock clock) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.clock = clock;
        this.store = new JpaKnownBrowserStore(session);
    }

    /** Asks whether it was really not the user. Changes nothing. */
    @GET
    public Response ask(@QueryParam("key") String key) {
        Optional<Report> report = report(key).filter(this::isStillKnown);
        if (report.isEmpty()) {
            return refusal();
        }
        return page(
                Response.Status.OK,
                form(report.get().user(), new NotMePage(NotMePage.State.ASK, address(), key, null)));
    }

    /** Ends all sessions and rights, and demands a new password. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response confirm(@FormParam("key") String key) {
        Optional<Report> report = report(key)
                .filter(valid -> store.forget(
                        realm.getId(), valid.user().getId(), valid.token().browserId()));
        if (report.isEmpty()) {
            return refusal();
        }
        UserModel user = report.get().user();
        SuspiciousAccount account = new SuspiciousAccount(session, realm, user);
        account.endEverything(clock);
        NewPassword newPassword = account.demandNewPassword(clock);
        account.report(new EventBuilder(realm, session, session.getContext().getConnection()));
        return page(
                Response.Status.OK,
                form(
                        user,
                        new NotMePage(
                                newPassword.isDemanded() ? NotMePage.State.DONE : NotMePage.State.ENDED,
                                address(),
                                null,
                                newPassword.link().orElse(null))));
    }

    /** What a link that can be used says. */
    private record Report(NotMeToken token, UserModel user) {}

    private Optional<Report> report(String key) {
        if (key == null) {
            return Optional.empty();
        }
        return NotMeToken.parse(session, realm, key, clock).flatMap(token -> {
            UserModel user = session.users().getUserById(realm, token.getSubject());
            // Whoever has the mailbox now need not be the one who had it then.
            return user != null && user.isEmailVerified() && Objects.equals(user.getEmail(), token.email())
                    ? Optional.of(new Report(token, user))
                    : Optional.empty();
        });
    }

    private boolean isStillKnown(Report report) {
        return store.list(realm.getId(), report.user().getId()).stream()
                .anyMatch(browser -> browser.id().equals(report.token().browserId()));
    }

    /** One sentence for whatever is wrong: the link tells nothing to somebody who has found it. */
    private Response refusal() {
        return page(
                Response.Status.BAD_REQUEST, form(null, new NotMePage(NotMePage.State.REFUSED, address(), null, null)));
    }

    private LoginFormsProvider form(UserModel user, NotMePage content) {
        LoginFormsProvider form = session.getProvider(LoginFormsProvider.class).setAttribute("notMe", content);
        return user == null ? form : form.setUser(user);
    }

    private static Response page(Response.Status status, LoginFormsProvider form) {
        Response page = form.createForm(TEMPLATE);
        return Response.fromResponse(page)
                .status(status)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private String address() {
        return RealmsResource.realmBaseUrl(session.getContext().getUri())
                .path("account-security/not-me")
                .build(realm.getName())
                .toString();
    }
}
