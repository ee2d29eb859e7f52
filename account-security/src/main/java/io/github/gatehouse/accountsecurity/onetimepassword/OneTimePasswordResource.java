package io.github.gatehouse.accountsecurity.onetimepassword;

import java.time.Clock;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.github.gatehouse.common.admin.AdminCall;
import io.github.gatehouse.common.http.ControlCharacters;
import io.github.gatehouse.common.http.Refusal;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.UserModel;

/** {@code /admin/realms/{realm}/account-security/users/{userId}/one-time-password} (rule P5). */
@Produces(MediaType.APPLICATION_JSON)
public final class OneTimePasswordResource {

    private final AdminCall call;
    private final UserModel user;
    private final Clock clock;

    /**
     * Of one user.
     *
     * @throws Refusal 404, if there is none
     */
    public OneTimePasswordResource(AdminCall call, String userId, Clock clock) {
        this.call = call;
        this.clock = clock;
        this.user = ControlCharacters.in(userId) ? null : call.session().users().getUserById(call.realm(), userId);
        if (user == null) {
            // Who may not see users is not told which exist.
            call.auth().users().requireView();
            throw Refusal.notFound("There is no such user.");
        }
    }

    /** Mails another one to the user. The administrator does not see it. */
    @POST
    public OneTimePasswordRepresentation mail() {
        call.auth().users().requireManage(user);
        OneTimePasswordRepresentation mailed =
                new OneTimePasswordMail(call.session(), call.realm(), user, clock).send();
        call.adminEvent()
                .resource(ResourceType.USER)
                .operation(OperationType.ACTION)
                .resourcePath("users", user.getId(), "one-time-password")
                .success();
        return mailed;
    }
}
