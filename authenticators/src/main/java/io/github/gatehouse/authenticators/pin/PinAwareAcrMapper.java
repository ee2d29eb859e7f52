package io.github.gatehouse.authenticators.pin;

import java.util.Map;
import java.util.Optional;

import com.google.auto.service.AutoService;
import io.github.gatehouse.common.time.KeycloakClock;
import org.keycloak.authentication.authenticators.util.LoAUtil;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.Constants;
import org.keycloak.protocol.ProtocolMapper;
import org.keycloak.protocol.oidc.mappers.AcrProtocolMapper;
import org.keycloak.protocol.oidc.utils.AcrUtils;

/**
 * Takes the place of Keycloak's mapper of the claim {@code acr}: after the PIN's maximum age, refreshed tokens no longer say that it was entered. Keycloak (26.7) says
 * so until the session ends.
 */
@AutoService(ProtocolMapper.class)
public final class PinAwareAcrMapper extends AcrProtocolMapper {

    @Override
    public int order() {
        return 1;
    }

    @Override
    protected String getAcr(AuthenticatedClientSessionModel clientSession) {
        Optional<Integer> pin = PinLevel.of(clientSession.getClient());
        if (pin.isEmpty()
                || LoAUtil.getCurrentLevelOfAuthentication(clientSession) < pin.get()
                || PinVerification.isRecent(
                        clientSession.getUserSession(), clientSession.getRealm(), KeycloakClock.INSTANCE.instant())) {
            return super.getAcr(clientSession);
        }
        // What a session that merely goes on has. Whoever needs another level asks for it, and gets it without a
        // question where it still counts.
        Map<String, Integer> levels = AcrUtils.getAcrLoaMap(clientSession.getClient());
        String acr = AcrUtils.mapLoaToAcr(Constants.MINIMUM_LOA, levels, levels.keySet());
        return acr == null ? String.valueOf(Constants.MINIMUM_LOA) : acr;
    }
}
