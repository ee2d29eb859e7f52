package io.github.gatehouse.accountsecurity.setup;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.github.gatehouse.storage.pin.PinCredential;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper;
import org.keycloak.protocol.oidc.mappers.UserSessionNoteMapper;

/**
 * The client scope {@code gatehouse-pin}: tokens say when the PIN was entered, for applications that want it more recent than the realm does. Being granted the scope
 * proves nothing, so the token's {@code scope} does not name it.
 */
final class PinScope {

    private static final String NAME = PinCredential.TYPE;
    private static final String CLAIM = "gatehouse_pin_time";
    private static final String SESSION_NOTE = "gatehouse.pin.verifiedAt";

    private PinScope() {}

    static Optional<ClientScopeModel> find(RealmModel realm) {
        return Optional.ofNullable(KeycloakModelUtils.getClientScopeByName(realm, NAME));
    }

    static void create(RealmModel realm) {
        ClientScopeModel scope = realm.addClientScope(NAME);
        scope.setDescription("Adds the time at which the PIN was entered, as the claim " + CLAIM);
        scope.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
        scope.setIncludeInTokenScope(false);
        scope.setDisplayOnConsentScreen(false);
        scope.addProtocolMapper(mapper());
        realm.addDefaultClientScope(scope, false);
    }

    private static ProtocolMapperModel mapper() {
        Map<String, String> config = new HashMap<>();
        config.put("user.session.note", SESSION_NOTE);
        config.put(OIDCAttributeMapperHelper.TOKEN_CLAIM_NAME, CLAIM);
        config.put(OIDCAttributeMapperHelper.JSON_TYPE, "long");
        config.put(OIDCAttributeMapperHelper.INCLUDE_IN_ACCESS_TOKEN, "true");
        config.put(OIDCAttributeMapperHelper.INCLUDE_IN_ID_TOKEN, "true");
        config.put(OIDCAttributeMapperHelper.INCLUDE_IN_INTROSPECTION, "true");
        ProtocolMapperModel mapper = new ProtocolMapperModel();
        mapper.setName(NAME);
        mapper.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
        mapper.setProtocolMapper(UserSessionNoteMapper.PROVIDER_ID);
        mapper.setConfig(config);
        return mapper;
    }
}
