package io.github.gatehouse.eventlisteners.sessionhistory;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

import io.github.gatehouse.common.session.SessionEndReason;
import io.github.gatehouse.storage.sessionhistory.RealmSignOut;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmProvider;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("S6: all sessions of a realm end")
class RealmSignOutJobTest {

    @Test
    @DisplayName("those of a realm that went between two batches are done with")
    void realmHasGoneInBetween() {
        RealmSignOut signOut =
                new RealmSignOut("gone", Instant.EPOCH, SessionEndReason.ENDED_BY_ADMINISTRATOR, 100, Optional.empty());
        Iterator<String> left = List.of("one", "two").iterator();

        new RealmSignOutJob(Clock.systemUTC()).endBatch(withoutRealms(), signOut, left);

        assertThat(left.hasNext()).isFalse();
    }

    private static KeycloakSession withoutRealms() {
        RealmProvider realms = proxy(RealmProvider.class, "getRealm", null);
        return proxy(KeycloakSession.class, "realms", realms);
    }

    private static <T> T proxy(Class<T> type, String only, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                RealmSignOutJobTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals(only)) {
                        return answer;
                    }
                    throw new IllegalStateException("Nothing can be done in a realm that has gone: " + method);
                }));
    }
}
