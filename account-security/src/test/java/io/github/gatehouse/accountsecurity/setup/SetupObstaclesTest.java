package io.github.gatehouse.accountsecurity.setup;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.common.Profile;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.ThemeManager;

import static org.assertj.core.api.Assertions.assertThat;

/** On a server that has neither our theme nor the feature for tabs: that of the integration tests has both. */
@DisplayName("X1: set-up leaves out what the server lacks")
class SetupObstaclesTest {

    private final List<String> written = new ArrayList<>();

    @BeforeAll
    static void serverWithItsDefaultFeatures() {
        Profile.defaults();
    }

    @Test
    void anAccountThemeThatIsNotThereIsNotSet() {
        SetupOutcome outcome = apply("account-theme");
        assertThat(outcome.outcome()).isEqualTo(SetupOutcome.Kind.NOT_POSSIBLE);
        assertThat(outcome.description()).contains("gatehouse-themes");
        assertThat(written).isEmpty();
    }

    @Test
    void aTabThatIsNotShownIsNotMade() {
        SetupOutcome outcome = apply("settings-tab");
        assertThat(outcome.outcome()).isEqualTo(SetupOutcome.Kind.NOT_POSSIBLE);
        assertThat(outcome.description()).contains("declarative-ui");
        assertThat(written).isEmpty();
    }

    private SetupOutcome apply(String id) {
        KeycloakSession session = session();
        RealmModel realm = realm();
        return SetupSteps.of(session).stream()
                .filter(step -> step.id().equals(id))
                .findFirst()
                .orElseThrow()
                .apply(new SetupRun(session, realm, SetupMemory.of(realm), true));
    }

    private static KeycloakSession session() {
        ThemeManager themes = answering(ThemeManager.class, (proxy, method, arguments) -> Set.of("keycloak.v3"));
        KeycloakSessionFactory factory = answering(KeycloakSessionFactory.class, (proxy, method, arguments) -> null);
        return answering(KeycloakSession.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "theme" -> themes;
            case "getKeycloakSessionFactory" -> factory;
            default -> null;
        });
    }

    private RealmModel realm() {
        return answering(RealmModel.class, (proxy, method, arguments) -> {
            if (method.getReturnType() == void.class) {
                written.add(method.getName());
            }
            return null;
        });
    }

    private static <T> T answering(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
