package io.github.gatehouse.apitokens.administration;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.github.gatehouse.apitokens.selfservice.ApiTokenRepresentation;
import io.github.gatehouse.apitokens.verification.ApiTokenProvider;
import io.github.gatehouse.common.admin.AdminCall;
import io.github.gatehouse.common.events.AdminResourceTypes;
import io.github.gatehouse.common.http.ControlCharacters;
import io.github.gatehouse.common.http.Page;
import io.github.gatehouse.common.http.Refusal;
import io.github.gatehouse.common.user.ReadableUsers;
import io.github.gatehouse.storage.apitoken.ApiToken;
import io.github.gatehouse.storage.apitoken.ApiTokenQuery;
import io.github.gatehouse.storage.apitoken.ApiTokenStatus;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** {@code /admin/realms/{realm}/api-tokens}: administrators see and revoke any user's API tokens (rule X8). */
@Produces(MediaType.APPLICATION_JSON)
public final class ApiTokenAdminResource {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AdminPermissionEvaluator auth;
    private final AdminEventBuilder adminEvent;
    private final ApiTokenProvider tokens;
    private final Clock clock;

    ApiTokenAdminResource(AdminCall call, Clock clock) {
        this.session = call.session();
        this.realm = call.realm();
        this.auth = call.auth();
        this.adminEvent = call.adminEvent().resource(AdminResourceTypes.API_TOKEN);
        this.tokens = session.getProvider(ApiTokenProvider.class);
        this.clock = clock;
    }

    /**
     * The realm's tokens.
     *
     * @param user id of the owner
     * @param search beginning of the token's name
     * @param status {@code active}, {@code expired} or {@code revoked}
     */
    @GET
    public List<ApiTokenAdminRepresentation> list(
            @QueryParam("user") String user,
            @QueryParam("search") String search,
            @QueryParam("status") String status,
            @QueryParam("first") String first,
            @QueryParam("max") String max) {
        if (user == null) {
            auth.users().requireView();
        } else {
            auth.users().requireView(user(user));
        }
        if (search != null && ControlCharacters.in(search)) {
            throw Refusal.invalid("search", "'search' must not contain control characters.");
        }
        Page page = Page.of(first, max);
        Instant now = clock.instant();
        ApiTokenQuery query = new ApiTokenQuery(
                Optional.ofNullable(user),
                Optional.ofNullable(search).map(String::strip).filter(text -> !text.isEmpty()),
                Optional.ofNullable(status).map(ApiTokenAdminResource::status),
                now);
        ReadableUsers users = new ReadableUsers(session);
        return tokens.store().list(realm.getId(), query, page.first(), page.max()).stream()
                .map(token -> representation(token, users, now))
                .toList();
    }

    private static ApiTokenStatus status(String text) {
        return Arrays.stream(ApiTokenStatus.values())
                .filter(status -> status.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(
                        "status",
                        "'status' must be one of "
                                + Arrays.stream(ApiTokenStatus.values())
                                        .map(status -> status.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    private ApiTokenAdminRepresentation representation(ApiToken token, ReadableUsers users, Instant now) {
        return new ApiTokenAdminRepresentation(
                ApiTokenRepresentation.of(realm, token, tokens.lastUses(), now),
                token.userId(),
                users.username(realm, token.userId()).orElse(null));
    }

    /** Revokes a token. Revoking it again changes nothing. */
    @DELETE
    @Path("{id}")
    public Response revoke(@PathParam("id") String id) {
        Optional<ApiToken> found = tokens.store().find(realm.getId(), id);
        ReadableUsers users = new ReadableUsers(session);
        // Also the token of an owner who cannot be read can be revoked, by whoever may manage all users.
        found.flatMap(token -> users.find(realm, token.userId()))
                .ifPresentOrElse(auth.users()::requireManage, auth.users()::requireManage);
        ApiToken token = found.orElseThrow(() -> Refusal.notFound("There is no such token."));
        if (token.status(clock.instant()) != ApiTokenStatus.REVOKED) {
            tokens.forgetAfterCommit(tokens.store().revoke(id, clock.instant()));
            adminEvent
                    .operation(OperationType.DELETE)
                    .resourcePath("api-tokens", id)
                    .representation(representation(token, users, clock.instant()))
                    .success();
        }
        return Response.noContent().build();
    }

    /** Revokes all tokens of a user. */
    @DELETE
    public Response revokeAll(@QueryParam("user") String user) {
        if (user == null || user.isEmpty()) {
            auth.users().requireManage();
            throw Refusal.invalid("user", "'user' is needed: the id of the user whose tokens are to be revoked.");
        }
        UserModel owner = user(user);
        auth.users().requireManage(owner);
        tokens.forgetAfterCommit(tokens.store().revokeAll(realm.getId(), owner.getId(), clock.instant()));
        adminEvent
                .operation(OperationType.DELETE)
                .resourcePath("users", owner.getId(), "api-tokens")
                .success();
        return Response.noContent().build();
    }

    private UserModel user(String id) {
        UserModel user = ControlCharacters.in(id) ? null : session.users().getUserById(realm, id);
        if (user == null) {
            // Who may not see users is not told which exist.
            auth.users().requireView();
            throw Refusal.notFound("There is no such user.");
        }
        return user;
    }
}
