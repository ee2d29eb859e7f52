package io.github.gatehouse.accountsecurity.securitylog;

import java.util.List;
import java.util.Optional;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.github.gatehouse.common.admin.AdminCall;
import io.github.gatehouse.common.events.AdminResourceTypes;
import io.github.gatehouse.common.http.ControlCharacters;
import io.github.gatehouse.common.http.Page;
import io.github.gatehouse.common.http.Refusal;
import io.github.gatehouse.storage.securitylog.JpaSecurityLogStore;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.UserModel;

/** {@code /admin/realms/{realm}/account-security/users/{userId}/log}: administrators see and erase the log of any user whom they may see or manage (rules L1, X8). */
@Produces(MediaType.APPLICATION_JSON)
public final class UserSecurityLogAdminResource {

    private final AdminCall call;
    private final UserModel user;

    /**
     * Of one user.
     *
     * @throws Refusal 404, if there is none
     */
    public UserSecurityLogAdminResource(AdminCall call, String userId) {
        this.call = call;
        this.user = ControlCharacters.in(userId) ? null : call.session().users().getUserById(call.realm(), userId);
        if (user == null) {
            // Who may not see users is not told which exist.
            call.auth().users().requireView();
            throw Refusal.notFound("There is no such user.");
        }
    }

    /** The newest first. */
    @GET
    public List<SecurityLogRepresentation> list(@BeanParam SecurityLogFilter filter) {
        call.auth().users().requireView(user);
        Page page = filter.page();
        return SecurityLogView.ofUser(call.session(), call.realm(), Optional.empty())
                .of(new JpaSecurityLogStore(call.session())
                        .list(filter.query(call.realm().getId(), Optional.of(user.getId())), page.first(), page.max()));
    }

    /** Erases what is personal in all that the log has of the user so far: the list is empty then but for an entry that says who did it. The chain still proves the rest. */
    @DELETE
    public Response erase() {
        call.auth().users().requireManage(user);
        new JpaSecurityLogStore(call.session()).eraseUser(call.realm().getId(), user.getId());
        call.adminEvent()
                .resource(AdminResourceTypes.SECURITY_LOG)
                .operation(OperationType.DELETE)
                .resourcePath("users", user.getId(), "log")
                .success();
        return Response.noContent().build();
    }

    /** All entries of the user that the filter lets through, as a file. */
    @GET
    @Path("download")
    @Produces({MediaType.WILDCARD})
    public Response download(@BeanParam SecurityLogFilter filter, @QueryParam("format") String format) {
        call.auth().users().requireView(user);
        return SecurityLogDownload.of(call, filter.query(call.realm().getId(), Optional.of(user.getId())), format);
    }
}
