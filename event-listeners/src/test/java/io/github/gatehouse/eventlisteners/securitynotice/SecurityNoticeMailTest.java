package io.github.gatehouse.eventlisteners.securitynotice;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.KeycloakSession;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

@DisplayName("L4: a security notice")
class SecurityNoticeMailTest {

    @Test
    void thatFindsTheQueueFullFailsNobodysRequest() {
        AtomicInteger refused = new AtomicInteger();
        ExecutorService full = answering(ExecutorService.class, (proxy, method, arguments) -> {
            refused.incrementAndGet();
            throw new RejectedExecutionException("full");
        });
        ExecutorsProvider executors = answering(ExecutorsProvider.class, (proxy, method, arguments) -> full);
        KeycloakSession session = answering(
                KeycloakSession.class,
                (proxy, method, arguments) -> method.getName().equals("getProvider") ? executors : null);

        assertThatCode(() -> new SecurityNoticeMail(session).send(new AdminEvent()))
                .doesNotThrowAnyException();
        assertThat(refused).hasValue(1);
    }

    private static <T> T answering(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
