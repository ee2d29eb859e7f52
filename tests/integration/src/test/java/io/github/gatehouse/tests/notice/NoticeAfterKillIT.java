package io.github.gatehouse.tests.notice;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;

import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.MailSink;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest(ownServer = true)
@DisplayName("L4: kill -9 of a node in the middle of sending")
class NoticeAfterKillIT {

    @Test
    @DisplayName("no mail is lost, and none is sent twice")
    void losesNoMailAndSendsNoneTwice(TestRealm realm, TestServer server, MailSink mail) throws IOException {
        NoticeRealm notices = new NoticeRealm(realm);
        TestUser[] users = new TestUser[6];
        for (int i = 0; i < users.length; i++) {
            users[i] = notices.user("user-" + i);
        }
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            notices.mailServerAt(silent.getLocalPort());
            for (TestUser user : users) {
                realm.admin()
                        .put("/users/" + user.id() + "/reset-password")
                        .json(Map.of("type", "password", "value", "Quite-Another-2026!"))
                        .send()
                        .expect(204);
            }
            silent.accept();
            // H2 may lose what was committed in the last moment, the new passwords as well as their notices.
            notices.saveWhatIsCommitted();
            server.kill();
        }
        server.restart();
        assertThat(notices.waiting()).isEqualTo(users.length);
        notices.mailServerIsBack();
        notices.send();
        for (int i = 2; i < users.length; i++) {
            mail.await(users[i].email());
        }
        server.time().advance(Duration.ofMinutes(11));
        notices.send();
        for (TestUser user : users) {
            mail.await(user.email());
        }
        notices.awaitWaiting(0);
        notices.send();
        for (TestUser user : users) {
            assertThat(mail.to(user.email())).hasSize(1);
        }
    }
}
