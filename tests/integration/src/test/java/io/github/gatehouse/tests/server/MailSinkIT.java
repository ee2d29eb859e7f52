package io.github.gatehouse.tests.server;

import java.util.List;

import jakarta.mail.internet.MimeMessage;

import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.MailSink;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("The mail sink")
class MailSinkIT {

    @Test
    void getsTheMailsOfTheRealm(TestRealm realm, MailSink mail) throws Exception {
        TestUser alice = realm.user("alice").email("alice@mail.example.org").create();

        realm.admin()
                .put("/users/" + alice.id() + "/execute-actions-email")
                .json(List.of("UPDATE_PASSWORD"))
                .send()
                .expect(204);

        MimeMessage received = mail.await("alice@mail.example.org");
        assertThat(received.getFrom()[0].toString()).contains("keycloak@example.org");
        assertThat(mail.to("nobody@mail.example.org")).isEmpty();
    }
}
