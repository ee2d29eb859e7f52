package io.github.gatehouse.apitokens.lastuse;

import java.lang.reflect.Proxy;
import java.time.Instant;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.models.KeycloakSessionFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

@DisplayName("A4: last uses that cannot be written")
class LastUseWriterTest {

    private final ApiTokenLastUses uses = new ApiTokenLastUses();

    @Test
    void stayPendingAndDoNotEndTheTimer() {
        uses.record("t", Instant.parse("2026-11-22T12:00:00Z"), "192.0.2.1");
        LastUseWriter writer = new LastUseWriter(factoryWithoutDatabase(), uses);

        assertThatCode(writer::write).doesNotThrowAnyException();

        assertThat(uses.pending("t")).isPresent();
    }

    private static KeycloakSessionFactory factoryWithoutDatabase() {
        return (KeycloakSessionFactory) Proxy.newProxyInstance(
                LastUseWriterTest.class.getClassLoader(),
                new Class<?>[] {KeycloakSessionFactory.class},
                (proxy, method, arguments) -> {
                    throw new IllegalStateException("The database is gone");
                });
    }
}
