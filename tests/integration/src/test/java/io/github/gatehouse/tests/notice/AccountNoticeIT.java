package io.github.gatehouse.tests.notice;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.mail.internet.MimeMessage;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.MailSink;
import io.github.gatehouse.tests.support.PlainBrowser;
import io.github.gatehouse.tests.support.TestClient;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import io.github.gatehouse.tests.support.Totp;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("P5, L4: what is mailed about an account, whoever changed it")
class AccountNoticeIT {

    private static final String NEW_PASSWORD = "Quite-Another-2026!";
    private static final String CHANGED = "Your password for %s has been changed";
    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    private final TestRealm realm;
    private final NoticeRealm notices;
    private final MailSink mail;
    private final TestClient application;

    AccountNoticeIT(TestRealm realm, MailSink mail) {
        this.realm = realm;
        this.mail = mail;
        this.notices = new NoticeRealm(realm);
        realm.update(other -> other.put("resetPasswordAllowed", true));
        this.application = realm.client("application")
                .publicClient()
                .standardFlow()
                .redirectUri(PlainBrowser.APPLICATION)
                .create();
    }

    private String subject(String text) {
        return text.formatted(realm.name());
    }

    private MimeMessage passwordChanged(TestUser user, int count) throws Exception {
        MimeMessage told = mail.await(user.email(), count);
        assertThat(told.getSubject()).isEqualTo(subject(CHANGED));
        for (String part : List.of(NoticeRealm.text(told), NoticeRealm.html(told))) {
            assertThat(part)
                    .contains(
                            "your account " + user.username(),
                            "UTC",
                            "127.0.0.1",
                            "Firefox, Linux",
                            "If it was not you")
                    .doesNotContain(NEW_PASSWORD, user.password(), "gatehouse");
        }
        notices.awaitWaiting(0);
        return told;
    }

    private PlainBrowser browser() {
        return new PlainBrowser(realm).header("User-Agent", FIREFOX);
    }

    @Test
    void thePasswordThatTheUserChanges() throws Exception {
        TestUser alice = notices.user("alice");
        PlainBrowser browser =
                browser().authorize(application, "kc_action", "UPDATE_PASSWORD").password(alice);
        browser.submit("password-new", NEW_PASSWORD, "password-confirm", "different");
        browser.submit("password-new", NEW_PASSWORD, "password-confirm", NEW_PASSWORD);
        passwordChanged(alice, 1);
        assertThat(mail.to(alice.email())).as("what failed is not told").hasSize(1);
    }

    @Test
    void thePasswordThatTheUserHasToChange() throws Exception {
        TestUser bob = notices.user("bob");
        bob.update(user -> user.putArray("requiredActions").add("UPDATE_PASSWORD"));
        browser()
                .authorize(application)
                .password(bob)
                .submit("password-new", NEW_PASSWORD, "password-confirm", NEW_PASSWORD);
        passwordChanged(bob, 1);
        assertThat(mail.to(bob.email())).hasSize(1);
    }

    @Test
    void thePasswordThatIsSetWithAMailedLink() throws Exception {
        TestUser carol = notices.user("carol");
        PlainBrowser browser = browser().authorize(application);
        browser.followLink("reset-credentials").submit("username", carol.username());
        Matcher link = Pattern.compile("https?://\\S*login-actions/action-token\\S*")
                .matcher(NoticeRealm.text(mail.await(carol.email())));
        assertThat(link.find()).isTrue();
        browser.open(link.group()).submit("password-new", NEW_PASSWORD, "password-confirm", NEW_PASSWORD);
        passwordChanged(carol, 2);
    }

    @Test
    void thePasswordThatAnAdministratorSets() throws Exception {
        TestUser dave = notices.user("dave");
        realm.admin()
                .put("/users/" + dave.id() + "/reset-password")
                .json(Map.of("type", "password", "value", NEW_PASSWORD))
                .send()
                .expect(204);
        MimeMessage told = mail.await(dave.email());
        assertThat(told.getSubject()).isEqualTo(subject(CHANGED) + " by an administrator");
        assertThat(NoticeRealm.text(told)).contains("UTC", "127.0.0.1").doesNotContain(NEW_PASSWORD);

        dave.update(user ->
                user.putArray("credentials").addObject().put("type", "password").put("value", "Third-Password-2026!"));
        told = mail.await(dave.email(), 2);
        assertThat(told.getSubject()).isEqualTo(subject(CHANGED) + " by an administrator");
        notices.awaitWaiting(0);
        realm.admin()
                .put("/users/" + dave.id() + "/reset-password")
                .json(Map.of("type", "password", "value", " "))
                .send()
                .expect(400);
        notices.awaitWaiting(0);
        assertThat(mail.to(dave.email())).as("what is refused is not told").hasSize(2);
    }

    @Test
    void nothingIsMailedToAnAddressThatNobodyHasConfirmed() {
        TestUser erin = notices.user("erin");
        erin.update(user -> user.put("emailVerified", false));
        realm.admin()
                .put("/users/" + erin.id() + "/reset-password")
                .json(Map.of("type", "password", "value", NEW_PASSWORD))
                .send()
                .expect(204);
        notices.awaitWaiting(0);
        assertThat(mail.to(erin.email())).isEmpty();
    }

    @Test
    void aFactorThatIsAddedAndRemoved() throws Exception {
        TestUser frank = notices.user("frank");
        PlainBrowser browser =
                browser().authorize(application, "kc_action", "CONFIGURE_TOTP").password(frank);
        Matcher secret =
                Pattern.compile("name=\"totpSecret\" value=\"([^\"]+)\"").matcher(browser.page());
        assertThat(secret.find()).as(browser.text()).isTrue();
        browser.submit(
                "totpSecret", secret.group(1), "totp", new Totp(secret.group(1)).code(), "userLabel", "<b>phone</b>");
        MimeMessage added = mail.await(frank.email());
        assertThat(added.getSubject()).isEqualTo("A way to sign in was added to your account at " + realm.name());
        assertThat(NoticeRealm.text(added)).contains("an authenticator app", "Firefox, Linux", "127.0.0.1");
        assertThat(NoticeRealm.html(added)).doesNotContain(secret.group(1), "<b>phone");

        String otp = credential(frank, "otp");
        realm.admin()
                .delete("/users/" + frank.id() + "/credentials/" + otp)
                .send()
                .expect(204);
        MimeMessage removed = mail.await(frank.email(), 2);
        assertThat(removed.getSubject()).isEqualTo("A way to sign in was removed from your account at " + realm.name());
        assertThat(NoticeRealm.text(removed)).contains("an authenticator app");
        notices.awaitWaiting(0);
        assertThat(mail.to(frank.email())).hasSize(2);
    }

    private static String credential(TestUser user, String type) {
        return user.credentials().stream()
                .filter(credential -> credential.get("type").asText().equals(type))
                .map(credential -> credential.get("id").asText())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anApiTokenThatIsCreated() throws Exception {
        realm.realmRole("reports-reader");
        TestUser grace = realm.user("grace")
                .email(notices.address("grace"))
                .realmRoles("reports-reader")
                .create();
        JsonNode token = realm.http()
                .post("/realms/{realm}/api-tokens")
                .bearer(grace.accessToken())
                .header("User-Agent", FIREFOX)
                .json(Map.of("name", "nightly & daily", "role", "reports-reader", "validityMonths", 1))
                .send()
                .expect(201)
                .json();
        MimeMessage told = mail.await(grace.email());
        assertThat(told.getSubject()).isEqualTo("An API token was created for your account at " + realm.name());
        assertThat(NoticeRealm.text(told))
                .contains("\"nightly & daily\"", "Firefox, Linux")
                .doesNotContain(token.get("token").asText());
        assertThat(NoticeRealm.html(told)).contains("nightly &amp; daily");
    }

    @Test
    @DisplayName("X3: an API token that is about to expire, once and seven days before")
    void anApiTokenThatIsAboutToExpire(TestServer server) throws Exception {
        realm.realmRole("logs-reader");
        TestUser judy = realm.user("judy")
                .email(notices.address("judy"))
                .realmRoles("logs-reader")
                .create();
        for (String name : List.of("kept", "revoked")) {
            String id = realm.http()
                    .post("/realms/{realm}/api-tokens")
                    .bearer(judy.accessToken())
                    .json(Map.of("name", name, "role", "logs-reader", "validityMonths", 1))
                    .send()
                    .expect(201)
                    .json()
                    .get("id")
                    .asText();
            if (name.equals("revoked")) {
                realm.admin().delete("/api-tokens/" + id).send().expect(204);
            }
        }
        TestUser lena = realm.user("lena")
                .email(notices.address("lena"))
                .realmRoles("logs-reader")
                .create();
        realm.http()
                .post("/realms/{realm}/api-tokens")
                .bearer(lena.accessToken())
                .json(Map.of("name", "useless", "role", "logs-reader", "validityMonths", 1))
                .send()
                .expect(201);
        mail.await(lena.email());
        lena.disable();
        mail.await(judy.email(), 2);
        server.time().advance(Duration.ofDays(19));
        look();
        notices.awaitWaiting(0);
        assertThat(mail.to(judy.email())).as("too early").hasSize(2);
        server.time().advance(Duration.ofDays(6));
        look();
        MimeMessage told = mail.await(judy.email(), 3);
        assertThat(told.getSubject())
                .isEqualTo("An API token of your account at " + realm.name() + " is about to expire");
        assertThat(NoticeRealm.text(told)).contains("\"kept\"", "UTC");
        look();
        notices.awaitWaiting(0);
        assertThat(mail.to(judy.email())).hasSize(3);
        assertThat(mail.to(lena.email())).as("who is disabled").hasSize(1);
    }

    private void look() {
        realm.http()
                .post("/realms/{realm}/gatehouse-testing/tasks/gatehouse-api-token-expiry-notices")
                .send()
                .expect(204);
    }

    @Test
    void aNewAdministratorIsToldToTheAdministrators() throws Exception {
        String address = notices.address("watcher");
        notices.adminEmails(address);
        mail.await(address);
        TestUser henry = notices.user("henry");
        realm.realmRole("harmless");
        henry.grantRealmRole("harmless");
        henry.grantClientRole("realm-management", "manage-users");
        MimeMessage told = mail.await(address, 2);
        assertThat(told.getSubject()).isEqualTo("Somebody was made an administrator of " + realm.name());
        assertThat(NoticeRealm.text(told)).contains("henry: realm-management/manage-users", "admin (master)");

        realm.realmRole("hidden");
        realm.composite("hidden", "realm-management/realm-admin");
        String group = realm.admin()
                .post("/groups")
                .json(Map.of("name", "board"))
                .send()
                .createdId();
        realm.admin()
                .post("/groups/" + group + "/role-mappings/realm")
                .json(List.of(
                        realm.admin().get("/roles/hidden").send().expect(200).json()))
                .send()
                .expect(204);
        assertThat(NoticeRealm.text(mail.await(address, 3))).contains("/board: hidden");
        TestUser ivy = notices.user("ivy");
        realm.admin().put("/users/" + ivy.id() + "/groups/" + group).send().expect(204);
        assertThat(NoticeRealm.text(mail.await(address, 4))).contains("ivy: hidden");
        String below = realm.admin()
                .post("/groups/" + group + "/children")
                .json(Map.of("name", "below"))
                .send()
                .createdId();
        TestUser jack = notices.user("jack");
        realm.admin().put("/users/" + jack.id() + "/groups/" + below).send().expect(204);
        assertThat(NoticeRealm.text(mail.await(address, 5))).contains("jack: hidden");
        realm.admin()
                .post("/users")
                .json(Map.of("username", "kate", "enabled", true, "groups", List.of("/board/below")))
                .send()
                .expect(201);
        assertThat(NoticeRealm.text(mail.await(address, 6))).contains("kate: hidden");
        notices.awaitWaiting(0);
        assertThat(mail.to(address)).hasSize(6);
        notices.adminEmails("");
    }
}
