package io.github.gatehouse.tests.securitylog;

import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("L1: the chain of the security log")
class SecurityLogChainIT {

    private static final String TABLE = "GATEHOUSE_SECURITY_LOG";

    private final TestRealm realm;
    private final TestServer server;
    private final SecurityLogCalls log;

    SecurityLogChainIT(TestRealm realm, TestServer server) {
        this.realm = realm;
        this.server = server;
        this.log = new SecurityLogCalls(realm);
    }

    /** Each test breaks it in its own way. */
    @BeforeEach
    void aChainOfItsOwn() {
        realm.sql("delete from " + TABLE + " where REALM_ID = '" + realm.id() + "'");
        realm.sql("delete from " + TABLE + "_CHAIN where REALM_ID = '" + realm.id() + "'");
    }

    private TestUser userWithEntries(String name, int signIns) {
        TestUser user = realm.user(name).create();
        for (int i = 0; i < signIns; i++) {
            user.signIn();
        }
        log.seal();
        return user;
    }

    private void change(String what, JsonNode entry) {
        assertThat(realm.sql("update " + TABLE + " set " + what + " where ID = '"
                        + entry.get("id").asText() + "'"))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("proves entries that nobody has touched, and goes on where it ended")
    void provesWhatIsUntouched() {
        userWithEntries("untouched", 3);
        JsonNode report = log.verify();
        assertThat(report.get("intact").asBoolean()).as("%s", report).isTrue();
        long entries = report.get("entries").asLong();
        assertThat(entries).isEqualTo(log.rows(server)).isGreaterThanOrEqualTo(4);
        assertThat(report.at("/first/sequence").asLong()).isEqualTo(1);
        assertThat(report.at("/last/sequence").asLong()).isEqualTo(entries);
        assertThat(report.get("waiting").asLong()).isZero();

        String head = report.get("head").asText();
        userWithEntries("another", 1);
        JsonNode later = log.verify(head);
        assertThat(later.get("intact").asBoolean()).as("%s", later).isTrue();
        assertThat(later.get("knownHead").asText()).isEqualTo("found");
        assertThat(later.get("head").asText()).isNotEqualTo(head);
        assertThat(later.get("entries").asLong()).isGreaterThan(entries);
    }

    @Test
    @DisplayName("names the first entry in which a field was changed, whichever field")
    void namesAChangedEntry() {
        List<String> changes = List.of(
                "KIND = 'signed-out'",
                "OCCURRED_AT = OCCURRED_AT + 1",
                "ADDRESS = '192.0.2.1'",
                "DETAILS = '{}'",
                "ACTOR_ID = 'somebody'",
                "USER_ID = null",
                "SALT = null",
                "PERSONAL_HASH = '00'");
        TestUser user = userWithEntries("changed", changes.size());
        List<JsonNode> entries = log.of(user, "kind", "sign-in");
        assertThat(log.verify().get("intact").asBoolean()).isTrue();
        // From the newest to the oldest, so that each is the first that is broken.
        for (int i = 0; i < changes.size(); i++) {
            change(changes.get(i), entries.get(i));
            JsonNode report = log.verify();
            assertThat(report.get("intact").asBoolean()).as(changes.get(i)).isFalse();
            assertThat(report.at("/broken/id").asText())
                    .as(changes.get(i))
                    .isEqualTo(entries.get(i).get("id").asText());
            assertThat(report.at("/broken/reason").asText()).isEqualTo("changed");
        }
    }

    @Test
    @DisplayName("names the place where an entry was taken out, in the middle and at the end")
    void namesAMissingEntry() {
        TestUser user = userWithEntries("missing", 3);
        List<JsonNode> signIns = log.of(user, "kind", "sign-in");
        realm.sql("delete from " + TABLE + " where ID = '"
                + signIns.get(0).get("id").asText() + "'");
        JsonNode atTheEnd = log.verify();
        assertThat(atTheEnd.get("intact").asBoolean()).isFalse();
        assertThat(atTheEnd.at("/broken/reason").asText()).isEqualTo("missing");
        long last = atTheEnd.at("/broken/sequence").asLong();
        assertThat(atTheEnd.at("/last/sequence").asLong()).isEqualTo(last - 1);

        realm.sql("delete from " + TABLE + " where ID = '"
                + signIns.get(2).get("id").asText() + "'");
        JsonNode inTheMiddle = log.verify();
        assertThat(inTheMiddle.at("/broken/reason").asText()).isEqualTo("missing");
        assertThat(inTheMiddle.at("/broken/sequence").asLong()).isLessThan(last);
    }

    @Test
    @DisplayName("does not prove what was rebuilt, if somebody has kept the head")
    void showsARebuiltChainToWhoKeptTheHead() {
        userWithEntries("rebuilt", 3);
        String head = log.verify().get("head").asText();
        realm.sql("delete from " + TABLE + " where REALM_ID = '" + realm.id() + "' and KIND = 'sign-in'");
        realm.sql("update " + TABLE + " set SEQUENCE_NUMBER = null, HASH = null where REALM_ID = '" + realm.id() + "'");
        realm.sql("delete from " + TABLE + "_CHAIN where REALM_ID = '" + realm.id() + "'");
        log.seal();
        assertThat(log.verify().get("intact").asBoolean()).isTrue();
        JsonNode report = log.verify(head);
        assertThat(report.get("intact").asBoolean()).isFalse();
        assertThat(report.get("knownHead").asText()).isEqualTo("missing");
    }

    @Test
    @DisplayName("does not prove what has lost the place where it begins and ends, or ends elsewhere")
    void showsThatItsEndWasChanged() {
        userWithEntries("ended", 2);
        String ofRealm = " where REALM_ID = '" + realm.id() + "'";
        realm.sql("update " + TABLE + "_CHAIN set HEAD_HASH = '" + "0".repeat(64) + "'" + ofRealm);
        JsonNode elsewhere = log.verify();
        assertThat(elsewhere.get("intact").asBoolean()).isFalse();
        assertThat(elsewhere.at("/broken/reason").asText()).isEqualTo("changed");
        realm.sql("delete from " + TABLE + "_CHAIN" + ofRealm);
        JsonNode gone = log.verify();
        assertThat(gone.get("intact").asBoolean()).isFalse();
        assertThat(gone.at("/broken/reason").asText()).isEqualTo("missing");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    @DisplayName("names an entry that somebody has put before its beginning, or beside another")
    void namesAnEntryThatWasPutIn(int number) {
        TestUser user = userWithEntries("beside-" + number, 3);
        // Until the server has been slower with sealing it.
        Awaitility.await("an entry of another number").until(() -> {
            user.signIn();
            return realm.sql("update " + TABLE + " set SEQUENCE_NUMBER = " + number + " where REALM_ID = '" + realm.id()
                            + "' and KIND = 'sign-in' and SEQUENCE_NUMBER is null")
                    == 1;
        });
        log.seal();
        JsonNode report = log.verify();
        assertThat(report.get("intact").asBoolean()).isFalse();
        assertThat(report.at("/broken/sequence").asInt()).isEqualTo(number);
        assertThat(report.at("/broken/reason").asText()).isEqualTo("changed");
    }

    @Test
    @DisplayName("is shortened behind an entry too that was written while a clock was wrong")
    void isShortenedBehindAWrongClock() {
        realm.attribute("gatehouse.history.retentionDays", "30");
        TestUser user = realm.user("clock").create();
        server.time().advance(Duration.ofDays(400));
        user.signIn();
        log.seal();
        server.time().reset();
        user.signIn();
        log.seal();
        server.time().advance(Duration.ofDays(31));
        log.applyRetention();
        assertThat(log.of(user, "kind", "sign-in")).isEmpty();
        assertThat(log.verify().get("intact").asBoolean()).isTrue();
        realm.attribute("gatehouse.history.retentionDays", null);
    }

    @Test
    @DisplayName("is shortened by retention, and what is left is proven from there")
    void isShortenedByRetention() {
        realm.attribute("gatehouse.history.retentionDays", "30");
        TestUser user = userWithEntries("retained", 2);
        String oldHead = log.verify().get("head").asText();
        server.time().advance(Duration.ofDays(29));
        log.applyRetention();
        assertThat(log.of(user, "kind", "sign-in")).hasSize(2);
        user.signIn();
        log.seal();
        server.time().advance(Duration.ofDays(2));
        log.applyRetention();
        assertThat(log.of(user, "kind", "sign-in")).hasSize(1);
        JsonNode report = log.verify(oldHead);
        assertThat(report.get("intact").asBoolean()).as("%s", report).isTrue();
        assertThat(report.at("/first/sequence").asLong()).isGreaterThan(1);
        realm.attribute("gatehouse.history.retentionDays", null);
    }

    @Test
    @DisplayName("stays whole when a user is deleted: what was personal goes, what happened stays")
    void survivesTheDeletionOfAUser() {
        TestUser user = userWithEntries("personal-name", 2);
        long rows = log.rows(server);
        user.delete();
        log.seal();
        assertThat(log.rows(server)).isEqualTo(rows + 1);
        JsonNode report = log.verify();
        assertThat(report.get("intact").asBoolean()).as("%s", report).isTrue();
        assertThat(report.get("erased").asLong()).isGreaterThanOrEqualTo(3);
        List<JsonNode> entries = log.ofRealm();
        assertThat(entries.toString()).doesNotContain("personal-name").doesNotContain(user.id());
        assertThat(SecurityLogCalls.kinds(entries))
                .startsWith("account-deleted")
                .contains("sign-in");
        assertThat(entries.get(0).at("/actor/username").asText()).isEqualTo("admin");
        JsonNode signIn = log.ofRealm("kind", "sign-in").get(0);
        assertThat(signIn.get("erased").asBoolean()).isTrue();
        assertThat(signIn.has("address")).isFalse();
    }
}
