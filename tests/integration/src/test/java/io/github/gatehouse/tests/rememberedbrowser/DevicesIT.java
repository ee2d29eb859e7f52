package io.github.gatehouse.tests.rememberedbrowser;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import io.github.gatehouse.tests.rememberedbrowser.SignInRealm.Person;
import io.github.gatehouse.tests.support.Browser;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.PlainBrowser;
import io.github.gatehouse.tests.support.Request;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("M6: the stored ways in")
class DevicesIT {

    private static final String OWN = "/realms/{realm}/account-security/devices";

    private final TestRealm realm;
    private final TestServer server;
    private final SignInRealm signIn;

    DevicesIT(TestRealm realm, TestServer server) {
        this.realm = realm;
        this.server = server;
        this.signIn = new SignInRealm(realm);
        signIn.trustedDeviceMonths(1);
        signIn.loginTokenDays(30);
    }

    /** A browser that is a trusted device and holds a login token. */
    private PlainBrowser rememberedBrowser(Person person) {
        return signIn.browser()
                .authorize(signIn.application)
                .password(person.user())
                .code(person.app())
                .submit("trustDevice", "on", "keepSignedIn", "on", "gatehouse-answer", "");
    }

    private static String accessToken(Person person) {
        return person.user().accessToken(person.app());
    }

    private List<JsonNode> devices(String accessToken, PlainBrowser from) {
        Request request = realm.http().get(OWN).bearer(accessToken);
        if (from != null) {
            request.header(
                    "Cookie",
                    from.cookies().entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        List<JsonNode> devices = new ArrayList<>();
        request.send().expect(200).json().forEach(devices::add);
        return devices;
    }

    @Test
    @DisplayName("are listed with browser, address and times; this browser is marked; each is deleted for itself")
    void areListedAndDeletedOneByOne() {
        Person alice = signIn.person("alice");
        PlainBrowser browser = rememberedBrowser(alice);
        String token = accessToken(alice);
        List<JsonNode> devices = devices(token, null);
        assertThat(devices)
                .extracting(device -> device.get("kind").asText())
                .containsExactlyInAnyOrder("trusted-device", "login-token");
        assertThat(devices).allSatisfy(device -> {
            assertThat(device.get("label").asText()).isEqualTo("Firefox on Linux");
            assertThat(device.get("userAgent").asText()).startsWith("Mozilla/5.0");
            assertThat(device.get("lastUsedAddress").asText()).isNotBlank();
            assertThat(device.get("createdAt").asText()).endsWith("Z");
            assertThat(device.get("expiresAt").asText())
                    .isGreaterThan(device.get("createdAt").asText());
            assertThat(device.get("current").asBoolean()).isFalse();
        });
        assertThat(devices(token, browser))
                .allMatch(device -> device.get("current").asBoolean());

        String trusted = devices.stream()
                .filter(device -> device.get("kind").asText().equals("trusted-device"))
                .findFirst()
                .orElseThrow()
                .get("id")
                .asText();
        realm.http().delete(OWN + "/" + trusted).bearer(token).send().expect(204);
        realm.http().delete(OWN + "/" + trusted).bearer(token).send().expect(404);
        assertThat(devices(token, null))
                .extracting(device -> device.get("kind").asText())
                .containsExactly("login-token");
        browser.restartKeeping(SignInRealm.COOKIE).authorize(signIn.application);
        assertThat(browser.shows("kc-otp-login-form")).as(browser.text()).isTrue();
    }

    @Test
    @DisplayName("all of a kind are deleted at once; credentials are not a kind")
    void areDeletedByKind() {
        Person alice = signIn.person("alice");
        rememberedBrowser(alice);
        rememberedBrowser(alice);
        Person bob = signIn.person("bob");
        rememberedBrowser(bob);
        String token = accessToken(alice);
        assertThat(devices(token, null)).hasSize(4);
        realm.http()
                .delete(OWN)
                .query("kind", "login-token")
                .bearer(token)
                .send()
                .expect(204);
        assertThat(devices(token, null))
                .extracting(device -> device.get("kind").asText())
                .containsExactly("trusted-device", "trusted-device");
        assertThat(devices(accessToken(bob), null)).as("somebody else's").hasSize(2);
        for (String kind : List.of("passkey", "security-key", "nonsense", "")) {
            JsonNode refusal = realm.http()
                    .delete(OWN)
                    .query("kind", kind)
                    .bearer(token)
                    .send()
                    .expect(400)
                    .json();
            assertThat(refusal.get("field").asText()).isEqualTo("kind");
        }
    }

    @Test
    @DisplayName("Abuse case 23: somebody else's is not there")
    void areNobodyElses() {
        Person alice = signIn.person("alice");
        rememberedBrowser(alice);
        String id = devices(accessToken(alice), null).get(0).get("id").asText();
        TestUser eve = signIn.userWithoutSecondFactor("eve");
        assertThat(realm.http()
                        .delete(OWN + "/" + id)
                        .bearer(eve.accessToken())
                        .send()
                        .expect(404)
                        .text())
                .isEqualTo(realm.http()
                        .delete(OWN + "/trusted-device." + UUID.randomUUID())
                        .bearer(eve.accessToken())
                        .send()
                        .expect(404)
                        .text());
        assertThat(devices(accessToken(alice), null)).hasSize(2);
    }

    @Test
    @DisplayName("X8: administrators see and delete any user's, and each deletion is an admin event")
    void areRuledByAdministrators() {
        realm.enableEvents();
        Person alice = signIn.person("alice");
        PlainBrowser browser = rememberedBrowser(alice);
        String path = "/account-security/users/" + alice.user().id() + "/devices";
        JsonNode devices = realm.admin().get(path).send().expect(200).json();
        assertThat(devices).hasSize(2);
        for (JsonNode device : devices) {
            realm.admin().delete(path + "/" + device.get("id").asText()).send().expect(204);
        }
        assertThat(realm.admin().get(path).send().expect(200).json()).isEmpty();
        assertThat(realm.adminEvents())
                .filteredOn(event -> event.get("resourceType").asText().equals("GATEHOUSE_DEVICE"))
                .hasSize(2);
        browser.restartKeeping(SignInRealm.COOKIE).authorize(signIn.application);
        assertThat(browser.shows("password")).isTrue();
        realm.http()
                .get("/admin/realms/{realm}" + path)
                .bearer(alice.user().accessToken(alice.app()))
                .send()
                .expect(403);
        realm.admin()
                .get("/account-security/users/" + UUID.randomUUID() + "/devices")
                .send()
                .expect(404);
    }

    @Test
    @DisplayName("are fifty at most for each user: a further one takes the place of that which was unused longest")
    void areFiftyAtMost() {
        TestUser carol = signIn.userWithoutSecondFactor("carol");
        long before = rows();
        PlainBrowser used = signIn.loginToken(carol);
        PlainBrowser unused = signIn.loginToken(carol);
        used.authorize(signIn.application);
        for (int number = 2; number < 51; number++) {
            signIn.loginToken(carol);
        }
        assertThat(rows()).isEqualTo(before + 50);
        used.restartKeeping(SignInRealm.COOKIE).authorize(signIn.application);
        assertThat(used.isSignedIn()).as(used.text()).isTrue();
        unused.authorize(signIn.application);
        assertThat(unused.shows("password")).as(unused.text()).isTrue();
    }

    @Test
    @DisplayName("die with their user")
    void dieWithTheirUser() {
        Person alice = signIn.person("alice");
        rememberedBrowser(alice);
        long before = rows();
        alice.user().delete();
        assertThat(rows()).isEqualTo(before - 1);
    }

    @Test
    @DisplayName("die with their realm")
    void dieWithTheirRealm() {
        TestRealm other = realm.another();
        try (other) {
            SignInRealm elsewhere = new SignInRealm(other);
            elsewhere.trustedDeviceMonths(1);
            elsewhere.trustedDevice(elsewhere.person("alice"));
            assertThat(rows(other)).isEqualTo(1);
        }
        assertThat(rows(other)).isZero();
    }

    private long rows() {
        return rows(realm);
    }

    private long rows(TestRealm of) {
        return server.http()
                .get("/realms/{realm}/gatehouse-testing/database/rows")
                .query("table", "GATEHOUSE_REMEMBERED_BROWSER")
                .query("realm", of.id())
                .send()
                .expect(200)
                .json()
                .get("rows")
                .asLong();
    }

    @Test
    @DisplayName("a security key is listed with its name and its last use")
    void listSecurityKeysWithTheirLastUse(Browser browser) {
        TestUser alice = signIn.userWithoutSecondFactor("alice");
        Page page = browser.page();
        browser.addVirtualAuthenticator(page);
        alice.update(user -> user.withArrayProperty("requiredActions").add("webauthn-register"));
        page.onDialog(dialog -> dialog.accept("Blue key"));
        page.navigate(browser.accountConsole(realm));
        browser.fillSignInForm(page, alice);
        page.locator("#gatehouse-continue").click();
        Browser.registerPasskey(page);
        page.locator("[data-testid='username']").waitFor();

        String path = "/account-security/users/" + alice.id() + "/devices";
        JsonNode key = realm.admin().get(path).send().expect(200).json().get(0);
        assertThat(key.get("kind").asText()).isEqualTo("security-key");
        assertThat(key.get("label").asText()).isEqualTo("Blue key");

        page.context().clearCookies();
        page.navigate(browser.accountConsole(realm));
        browser.fillSignInForm(page, alice);
        page.locator("#authenticateWebAuthnButton").click();
        page.locator("#gatehouse-continue").click();
        page.locator("[data-testid='username']").waitFor();
        key = realm.admin().get(path).send().expect(200).json().get(0);
        assertThat(key.get("lastUsedAt").asText()).endsWith("Z");
        assertThat(key.get("lastUsedAddress").asText()).isNotBlank();
        assertThat(key.get("browser").asText()).isEqualTo("HeadlessChrome");

        realm.admin().delete(path + "/" + key.get("id").asText()).send().expect(204);
        assertThat(alice.credentials())
                .extracting(credential -> credential.get("type").asText())
                .containsExactly("password");
    }
}
