package io.github.gatehouse.apitokens.selfservice;

import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.github.gatehouse.apitokens.events.ApiTokenEvents;
import io.github.gatehouse.apitokens.format.ApiTokenFormat;
import io.github.gatehouse.apitokens.format.SecretHash;
import io.github.gatehouse.apitokens.gateway.GatewayResource;
import io.github.gatehouse.apitokens.settings.AcceptingClients;
import io.github.gatehouse.apitokens.settings.ApiTokenConfig;
import io.github.gatehouse.apitokens.settings.ExcludedRoles;
import io.github.gatehouse.apitokens.settings.RoleName;
import io.github.gatehouse.apitokens.verification.ApiTokenProvider;
import io.github.gatehouse.apitokens.verification.Presentation;
import io.github.gatehouse.common.account.AccountCaller;
import io.github.gatehouse.common.http.JsonBody;
import io.github.gatehouse.common.http.Page;
import io.github.gatehouse.common.http.Refusal;
import io.github.gatehouse.storage.apitoken.ApiToken;
import io.github.gatehouse.storage.apitoken.ApiTokenNameInUseException;
import io.github.gatehouse.storage.apitoken.ApiTokenStatus;
import io.github.gatehouse.storage.apitoken.ApiTokenStore.Renewed;
import io.github.gatehouse.storage.apitoken.NewApiToken;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.services.cors.Cors;

/** {@code /realms/{realm}/api-tokens}: users rule their own API tokens (rules A1, A2, A4). */
@Produces(MediaType.APPLICATION_JSON)
public final class ApiTokenResource {

    /** How long a renewed token's predecessor is accepted at most. */
    static final Duration PREDECESSOR = Duration.ofHours(24);

    private static final String[] METHODS = {"GET", "POST", "DELETE"};

    private final KeycloakSession session;
    private final RealmModel realm;
    private final ApiTokenProvider tokens;
    private final Clock clock;

    ApiTokenResource(KeycloakSession session, Clock clock) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.tokens = session.getProvider(ApiTokenProvider.class);
        this.clock = clock;
    }

    /** The own tokens, newest first. */
    @GET
    public List<ApiTokenRepresentation> list(@QueryParam("first") String first, @QueryParam("max") String max) {
        AccountCaller caller = caller();
        caller.requireView();
        Page page = Page.of(first, max);
        Instant now = clock.instant();
        return tokens.store().list(realm.getId(), caller.user().getId(), page.first(), page.max()).stream()
                .map(token -> ApiTokenRepresentation.of(realm, token, tokens.lastUses(), now))
                .toList();
    }

    @GET
    @Path("{id}")
    public ApiTokenRepresentation get(@PathParam("id") String id) {
        AccountCaller caller = caller();
        caller.requireView();
        return ApiTokenRepresentation.of(realm, own(caller, id), tokens.lastUses(), clock.instant());
    }

    /**
     * A role to choose.
     *
     * @param role a realm role's name or {@code client/role}
     * @param description may be null
     */
    public record RoleRepresentation(String role, String description) {}

    /** The roles that a token can be made for. */
    @GET
    @Path("roles")
    public List<RoleRepresentation> roles() {
        AccountCaller caller = caller();
        caller.requireView();
        return usableRoles(caller, ApiTokenConfig.excludedRoles(realm)).list().stream()
                .map(role -> new RoleRepresentation(RoleName.of(role), role.getDescription()))
                .toList();
    }

    /**
     * What the form offers besides roles.
     *
     * @param maxValidityMonths longest validity
     * @param audiences clients that accept API tokens, at most 100
     */
    public record OptionsRepresentation(int maxValidityMonths, List<AudienceRepresentation> audiences) {}

    /**
     * A client to choose.
     *
     * @param name may be null
     */
    public record AudienceRepresentation(String clientId, String name) {}

    @GET
    @Path("options")
    public OptionsRepresentation options() {
        caller().requireView();
        return new OptionsRepresentation(
                ApiTokenConfig.of(realm).maxValidityMonths(),
                AcceptingClients.of(session, realm, Page.LARGEST)
                        .map(client -> new AudienceRepresentation(client.getClientId(), client.getName()))
                        .toList());
    }

    /** Creates a token and shows it, this once. */
    @POST
    @Consumes(MediaType.WILDCARD)
    public Response create(@HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type, InputStream body) {
        AccountCaller caller = caller();
        caller.requireManage();
        caller.requireOwner();
        caller.requireFreshSignIn(clock);

        ApiTokenConfig config = ApiTokenConfig.of(realm);
        ApiTokenForm form = ApiTokenForm.of(
                JsonBody.read(body, type, ApiTokenForm.PROPERTIES),
                realm,
                usableRoles(caller, config.excludedRoles()),
                config);
        if (tokens.store().countNotRevoked(realm.getId(), caller.user().getId()) >= config.maxPerUser()) {
            throw Refusal.conflict(
                    "too_many_tokens", null, "There are " + config.maxPerUser() + " tokens already; revoke one first.");
        }

        Instant now = clock.instant();
        String secret = ApiTokenFormat.generate(config.prefix());
        ApiToken created = store(caller, form, now, secret);
        ApiTokenEvents.created(event(caller), created);
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(ApiTokenRepresentation.withSecret(realm, created, tokens.lastUses(), now, secret))
                .build();
    }

    private ApiToken store(AccountCaller caller, ApiTokenForm form, Instant now, String secret) {
        try {
            return tokens.store()
                    .create(new NewApiToken(
                            realm.getId(),
                            caller.user().getId(),
                            form.name(),
                            form.role().getId(),
                            RoleName.of(form.role()),
                            form.audience().stream().map(ClientModel::getId).toList(),
                            form.allowedAddresses(),
                            now,
                            Validity.endsAt(now, form.validityMonths()),
                            SecretHash.of(secret).toHex()));
        } catch (ApiTokenNameInUseException e) {
            throw Refusal.conflict("name_in_use", "name", "You have a token of this name already.");
        }
    }

    /** Gives a token a new secret and a new validity; the old secret works on until the new one is used, for a day at most. */
    @POST
    @Path("{id}/renew")
    @Consumes(MediaType.WILDCARD)
    public Response renew(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type, InputStream body) {
        AccountCaller caller = caller();
        caller.requireManage();
        caller.requireOwner();
        caller.requireFreshSignIn(clock);

        ApiTokenConfig config = ApiTokenConfig.of(realm);
        ApiToken token = own(caller, id);
        int months = JsonBody.read(body, type, Set.of("validityMonths"))
                .requiredInt("validityMonths", 1, config.maxValidityMonths());
        RoleModel role = realm.getRoleById(token.roleId());
        if (role == null
                || config.excludedRoles().contains(realm, role)
                || !caller.user().hasRole(role)) {
            throw Refusal.conflict("role_not_held", "role", "You no longer have the role this token is used for.");
        }

        Instant now = clock.instant();
        String secret = ApiTokenFormat.generate(config.prefix());
        Optional<Renewed> renewed = token.status(now) == ApiTokenStatus.REVOKED
                ? Optional.empty()
                : tokens.store()
                        .renew(
                                realm.getId(),
                                caller.user().getId(),
                                id,
                                SecretHash.of(secret).toHex(),
                                now,
                                Validity.endsAt(now, months),
                                now.plus(PREDECESSOR));
        if (renewed.isEmpty()) {
            throw Refusal.conflict("token_revoked", null, "A revoked token cannot be renewed; create a new one.");
        }
        tokens.forgetAfterCommit(renewed.get().predecessors());
        ApiTokenEvents.renewed(event(caller), renewed.get().token());
        return Response.ok(
                        ApiTokenRepresentation.withSecret(realm, renewed.get().token(), tokens.lastUses(), now, secret))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** Revokes a token. Revoking it again changes nothing. */
    @DELETE
    @Path("{id}")
    public Response revoke(@PathParam("id") String id) {
        AccountCaller caller = caller();
        caller.requireManage();
        caller.requireOwner();
        ApiToken token = own(caller, id);
        if (token.status(clock.instant()) != ApiTokenStatus.REVOKED) {
            tokens.forgetAfterCommit(tokens.store().revoke(id, clock.instant()));
            ApiTokenEvents.revoked(event(caller), token);
        }
        return Response.noContent().build();
    }

    /** Whoever holds a token can revoke it. The answer is the same whatever was sent, so that it tells nothing about tokens. */
    @POST
    @Path("revoke")
    @Consumes(MediaType.WILDCARD)
    public Response revokeByHolder() {
        String shown =
                session.getContext().getHttpRequest().getDecodedFormParameters().getFirst("token");
        if (shown != null) {
            tokens.find(new Presentation(
                            shown, session.getContext().getConnection().getRemoteAddr(), Optional.empty(), true))
                    .flatMap(secret -> tokens.store().find(realm.getId(), secret.tokenId()))
                    .filter(token -> token.status(clock.instant()) != ApiTokenStatus.REVOKED)
                    .ifPresent(token -> {
                        tokens.forgetAfterCommit(tokens.store().revoke(token.id(), clock.instant()));
                        ApiTokenEvents.revokedByHolder(
                                new EventBuilder(
                                        realm, session, session.getContext().getConnection()),
                                token);
                    });
        }
        return Response.ok("{}", MediaType.APPLICATION_JSON_TYPE).build();
    }

    @Path("verify")
    public GatewayResource verify() {
        return new GatewayResource(session);
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

    private ApiToken own(AccountCaller caller, String id) {
        return tokens.store()
                .find(realm.getId(), caller.user().getId(), id)
                .orElseThrow(() -> Refusal.notFound("There is no such token."));
    }

    private UsableRoles usableRoles(AccountCaller caller, ExcludedRoles excluded) {
        return new UsableRoles(realm, caller.user(), excluded);
    }

    private EventBuilder event(AccountCaller caller) {
        return new EventBuilder(realm, session, session.getContext().getConnection())
                .client(caller.client())
                .user(caller.user())
                .session(caller.session());
    }
}
