package io.github.gatehouse.accountsecurity.session;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.gatehouse.common.admin.AdminCall;
import io.github.gatehouse.common.events.AdminResourceTypes;
import io.github.gatehouse.common.http.Refusal;
import io.github.gatehouse.common.session.SessionEndReason;
import io.github.gatehouse.common.session.SessionLimits;
import io.github.gatehouse.storage.realm.RealmLock;
import io.github.gatehouse.storage.rememberedbrowser.BrowserRight;
import io.github.gatehouse.storage.rememberedbrowser.JpaRememberedBrowserStore;
import io.github.gatehouse.storage.sessionhistory.JpaRealmSignOutStore;
import io.github.gatehouse.storage.sessionhistory.RealmSignOut;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.RealmModel;

/**
 * {@code /admin/realms/{realm}/account-security/sign-out}: ends every session of the realm's users (rule S6). At once none of them can be used; they are taken away in the
 * background, and this tells how far that is.
 */
@Produces(MediaType.APPLICATION_JSON)
public final class RealmSignOutResource {

    private final AdminCall call;
    private final Clock clock;

    public RealmSignOutResource(AdminCall call, Clock clock) {
        this.call = call;
        this.clock = clock;
    }

    /**
     * How far it is.
     *
     * @param state {@code none}, {@code running} or {@code done}
     * @param before sessions that began before this moment end; null if there was none
     * @param ended how many have ended so far
     * @param finishedAt null unless done
     */
    public record RealmSignOutRepresentation(
            @JsonProperty("state") String state,
            @JsonProperty("before") String before,
            @JsonProperty("ended") int ended,
            @JsonProperty("finishedAt") String finishedAt) {}

    @GET
    public RealmSignOutRepresentation get() {
        call.auth().realm().requireViewRealm();
        return representation();
    }

    /** Begins it. While one is running, another call also ends what has begun since. */
    @POST
    public Response begin() {
        call.auth().realm().requireManageRealm();
        RealmModel realm = call.realm();
        if (!RealmLock.acquire(call.session(), realm.getId())) {
            throw Refusal.conflict("busy", null, "Others are changing the realm; try again.");
        }
        Instant before = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        realm.setAttribute(SessionLimits.ENDED_BEFORE_ATTRIBUTE, String.valueOf(before.getEpochSecond()));
        new JpaRealmSignOutStore(call.session()).begin(realm.getId(), before, SessionEndReason.ENDED_BY_ADMINISTRATOR);
        new JpaRememberedBrowserStore(call.session()).endOfRealm(realm.getId(), BrowserRight.LOGIN_TOKEN);
        call.adminEvent()
                .resource(AdminResourceTypes.SESSION)
                .operation(OperationType.ACTION)
                .resourcePath("account-security", "sign-out")
                .success();
        return Response.accepted(representation()).build();
    }

    private RealmSignOutRepresentation representation() {
        return new JpaRealmSignOutStore(call.session())
                .find(call.realm().getId())
                .map(RealmSignOutResource::representation)
                .orElseGet(() -> new RealmSignOutRepresentation("none", null, 0, null));
    }

    private static RealmSignOutRepresentation representation(RealmSignOut signOut) {
        return new RealmSignOutRepresentation(
                signOut.finishedAt().isPresent() ? "done" : "running",
                signOut.before().toString(),
                signOut.ended(),
                SessionRepresentation.time(signOut.finishedAt().orElse(null)));
    }
}
