package io.github.gatehouse.accountsecurity.setup;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.AuthenticatorConfigModel;
import org.keycloak.models.RealmModel;

/** A flow's content as a short text: the same as long as nobody changes the flow, also after an export and an import. */
final class FlowFingerprint {

    private static final int BYTES = 16;

    private FlowFingerprint() {}

    static String of(RealmModel realm, AuthenticationFlowModel flow) {
        StringBuilder content = new StringBuilder();
        append(realm, flow, content);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(content.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }

    private static void append(RealmModel realm, AuthenticationFlowModel flow, StringBuilder content) {
        content.append(flow.getAlias())
                .append('\n')
                .append(flow.getProviderId())
                .append('\n');
        realm.getAuthenticationExecutionsStream(flow.getId())
                .forEachOrdered(execution -> append(realm, execution, content));
        content.append("end\n");
    }

    private static void append(RealmModel realm, AuthenticationExecutionModel execution, StringBuilder content) {
        content.append(execution.getAuthenticator())
                .append(' ')
                .append(execution.getRequirement())
                .append(' ')
                .append(execution.getPriority())
                .append('\n');
        if (execution.getAuthenticatorConfig() != null) {
            AuthenticatorConfigModel config = realm.getAuthenticatorConfigById(execution.getAuthenticatorConfig());
            if (config != null) {
                content.append(config.getAlias())
                        .append(new TreeMap<>(config.getConfig()))
                        .append('\n');
            }
        }
        if (execution.isAuthenticatorFlow()) {
            AuthenticationFlowModel subFlow = realm.getAuthenticationFlowById(execution.getFlowId());
            if (subFlow != null) {
                append(realm, subFlow, content);
            }
        }
    }
}
