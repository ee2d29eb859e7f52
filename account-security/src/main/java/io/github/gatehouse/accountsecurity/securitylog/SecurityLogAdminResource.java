package io.github.gatehouse.accountsecurity.securitylog;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.github.gatehouse.common.admin.AdminCall;
import io.github.gatehouse.common.http.Page;
import io.github.gatehouse.common.http.Refusal;
import io.github.gatehouse.storage.securitylog.ChainVerification;
import io.github.gatehouse.storage.securitylog.JpaSecurityLogStore;

/** {@code /admin/realms/{realm}/account-security/log}: a realm's security log, for whom Keycloak lets see the realm's events (rules L1, X8). */
@Produces(MediaType.APPLICATION_JSON)
public final class SecurityLogAdminResource {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final AdminCall call;

    public SecurityLogAdminResource(AdminCall call) {
        this.call = call;
    }

    /** The newest first. */
    @GET
    public List<SecurityLogRepresentation> list(@BeanParam SecurityLogFilter filter) {
        call.auth().realm().requireViewEvents();
        Page page = filter.page();
        return SecurityLogView.ofRealm(call.session(), call.realm())
                .of(new JpaSecurityLogStore(call.session())
                        .list(filter.query(call.realm().getId(), Optional.empty()), page.first(), page.max()));
    }

    /** All entries that the filter lets through, as a file. */
    @GET
    @Path("download")
    @Produces({MediaType.WILDCARD})
    public Response download(@BeanParam SecurityLogFilter filter, @QueryParam("format") String format) {
        call.auth().realm().requireViewEvents();
        return SecurityLogDownload.of(call, filter.query(call.realm().getId(), Optional.empty()), format);
    }

    /**
     * Checks that no sealed entry was changed or taken out.
     *
     * @param head a hash that an earlier check has told, kept outside of the database
     */
    @GET
    @Path("verify")
    public VerificationRepresentation verify(@QueryParam("head") String head) {
        call.auth().realm().requireViewEvents();
        Optional<String> known = Optional.ofNullable(head).filter(text -> !text.isEmpty());
        if (known.filter(text -> !HASH.matcher(text).matches()).isPresent()) {
            throw Refusal.invalid("head", "'head' must be a hash of 64 hexadecimal digits, in lower case.");
        }
        return VerificationRepresentation.of(ChainVerification.run(
                call.session().getKeycloakSessionFactory(), call.realm().getId(), known));
    }
}
