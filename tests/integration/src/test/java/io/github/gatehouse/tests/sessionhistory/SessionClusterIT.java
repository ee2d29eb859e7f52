package io.github.gatehouse.tests.sessionhistory;

import java.time.Duration;

import io.github.gatehouse.tests.support.ClusterProfile;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.MailSink;
import io.github.gatehouse.tests.support.PlainBrowser;
import io.github.gatehouse.tests.support.TestClient;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import io.github.gatehouse.tests.support.TimeTravel;
import io.github.gatehouse.tests.support.Tokens;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("cluster")
@GatehouseTest(profile = ClusterProfile.class)
@DisplayName("S1 to S3, X4, X6: sessions and known browsers on two nodes")
class SessionClusterIT {

    private static final Duration INACTIVE = Duration.ofMinutes(10).plusSeconds(5);
    private static final String HOME = "192.0.2.1";
    private static final String ELSEWHERE = "192.0.2.2";

    private final TestRealm realm;
    private final TestServer server;
    private final TimeTravel time;
    private final SessionCalls here;
    private final SessionCalls there;

    SessionClusterIT(TestRealm realm, TestServer server) {
        this.realm = realm;
        this.server = server;
        this.time = server.time();
        this.here = new SessionCalls(realm);
        this.there = new SessionCalls(realm.on(server.nodes().get(1)));
        realm.update(representation -> representation.put("accessTokenLifespan", 1800));
    }

    private static Tokens signIn(SessionCalls node, TestUser user) {
        return node.signIn(user, "openid", HOME);
    }

    @Test
    @DisplayName(
            "a session that began on one node is listed on the other, and ended there it is refused on the first at once")
    void endsOnBothNodes() {
        TestUser alice = here.user("alice");
        TestClient application = here.application();
        PlainBrowser browser = here.browser().authorize(application).password(alice);
        assertThat(browser.isSignedIn()).isTrue();
        Tokens ended = signIn(here, alice);
        Tokens own = signIn(there, alice);
        assertThat(there.own(own.accessToken(), "active"))
                .hasSize(3)
                .extracting(session -> session.get("id").asText())
                .startsWith(SessionCalls.id(own))
                .contains(SessionCalls.id(ended));

        there.end(own, "/" + SessionCalls.id(ended)).expect(204);
        here.refresh(ended).expect(400);
        here.userInfo(ended).expect(401);
        assertThat(here.ofUser(alice, "ended", SessionCalls.id(ended))
                        .get("endReason")
                        .asText())
                .isEqualTo("ended-by-user");

        there.end(own, "").expect(204);
        browser.authorize(application);
        assertThat(browser.isSignedIn()).isFalse();
        here.refresh(own).expect(200);
    }

    @Test
    @DisplayName("S3: a limit that is set on one node holds on the other, for sessions that were there and that come")
    void limitsOnBothNodes() {
        TestUser alice = here.user("alice");
        Tokens begunHere = signIn(here, alice);
        // Both nodes know by now that she has none.
        Tokens begunThere = signIn(there, alice);
        here.automaticLogout(begunHere, 10);
        Tokens laterThere = signIn(there, alice);
        time.advance(Duration.ofMinutes(9));
        there.refresh(begunHere).expect(200);
        here.refresh(laterThere).expect(200);
        time.advance(INACTIVE);
        there.refresh(begunHere).expect(400);
        here.refresh(begunThere).expect(400);
        there.refresh(laterThere).expect(400);
        assertThat(here.ofUser(alice, "active")).isEmpty();
        assertThat(here.ofUser(alice, "ended"))
                .hasSize(3)
                .allMatch(session -> session.get("endReason").asText().equals("automatic-logout"));

        there.automaticLogout(signIn(there, alice), null);
        Tokens withoutLimit = signIn(here, alice);
        time.advance(INACTIVE);
        here.refresh(withoutLimit).expect(200);
    }

    @Test
    @DisplayName("X4: what was new on one node is known on the other")
    void knowsBrowsersOnBothNodes(MailSink mail) {
        TestUser bob =
                realm.user("bob").email("bob@" + realm.name() + ".example.org").create();
        signIn(there, bob);
        // Now the other node has read what is known.
        signIn(there, bob);
        here.signIn(bob, "openid", ELSEWHERE);
        mail.await(bob.email());
        there.signIn(bob, "openid", ELSEWHERE);
        signIn(here, bob);
        Awaitility.await("nothing waits").until(() -> SessionCalls.rows(server, "GATEHOUSE_NOTICE", realm.id()) == 0);
        assertThat(mail.to(bob.email())).hasSize(1);
    }
}
