package io.github.gatehouse.tests.rememberedbrowser;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.rememberedbrowser.SignInRealm.Person;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.PlainBrowser;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TimeTravel;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("M3, abuse case 5: one secret of a remembered browser in parallel requests")
class ParallelSecretsIT {

    private static final int PARALLEL = 8;

    private final TestRealm realm;
    private final TimeTravel time;
    private final SignInRealm signIn;

    ParallelSecretsIT(TestRealm realm, TestServer server) {
        this.realm = realm;
        this.time = server.time();
        this.signIn = new SignInRealm(realm);
        signIn.trustedDeviceMonths(1);
        realm.enableEvents();
    }

    private static Map<String, String> cookies(PlainBrowser browser) {
        return Map.copyOf(browser.restartKeeping(SignInRealm.COOKIE).cookies());
    }

    private static String secret(PlainBrowser browser) {
        return browser.restartKeeping(SignInRealm.COOKIE).cookies().values().stream()
                .findFirst()
                .orElse("");
    }

    /** Tabs with the same cookies, in which the password is sent at the same moment. */
    private List<PlainBrowser> passwordsAtOnce(Person person, Map<String, String> cookies) throws Exception {
        List<PlainBrowser> tabs = new ArrayList<>();
        for (int number = 0; number < PARALLEL; number++) {
            PlainBrowser tab = signIn.browser();
            tab.cookies().putAll(cookies);
            tabs.add(tab.authorize(signIn.application));
        }
        ExecutorService threads = Executors.newFixedThreadPool(PARALLEL);
        try {
            CyclicBarrier start = new CyclicBarrier(PARALLEL);
            List<Future<PlainBrowser>> sent = new ArrayList<>();
            for (PlainBrowser tab : tabs) {
                sent.add(threads.submit(() -> {
                    start.await();
                    return tab.password(person.user());
                }));
            }
            for (Future<PlainBrowser> one : sent) {
                one.get(2, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }
        return tabs;
    }

    private void assertThatCodeIsAsked(PlainBrowser browser, Person person) {
        browser.restartKeeping(SignInRealm.COOKIE).authorize(signIn.application).password(person.user());
        assertThat(browser.shows("kc-otp-login-form")).as(browser.text()).isTrue();
    }

    private List<JsonNode> alarms(Person person) {
        return realm.events().stream()
                .filter(event ->
                        event.path("userId").asText().equals(person.user().id()))
                .filter(event -> event.at("/details/gatehouse_notice").asText().equals("remembered-browser-theft"))
                .toList();
    }

    @Test
    @DisplayName("is replaced once, and what it was replaced with is what counts")
    void isReplacedOnce() throws Exception {
        Person alice = signIn.person("alice");
        Map<String, String> before = cookies(signIn.trustedDevice(alice));
        List<PlainBrowser> tabs = passwordsAtOnce(alice, before);
        assertThat(tabs)
                .allSatisfy(tab -> assertThat(tab.isSignedIn()).as(tab.text()).isTrue());
        List<PlainBrowser> replaced =
                tabs.stream().filter(tab -> !before.containsValue(secret(tab))).toList();
        assertThat(replaced).as("the answers that bring another secret").hasSize(1);

        time.advance(Duration.ofSeconds(31));
        PlainBrowser browser = replaced.get(0).authorize(signIn.application).password(alice.user());
        assertThat(browser.isSignedIn()).as(browser.text()).isTrue();
        assertThat(alarms(alice)).isEmpty();
    }

    @Test
    @DisplayName("opens nothing after the grace, and the alarm is raised once")
    void raisesOneAlarmAfterTheGrace() throws Exception {
        Person bob = signIn.person("bob");
        PlainBrowser owner = signIn.trustedDevice(bob);
        Map<String, String> stolen = cookies(owner);
        owner.authorize(signIn.application).password(bob.user());
        assertThat(owner.isSignedIn()).as(owner.text()).isTrue();

        time.advance(Duration.ofSeconds(31));
        assertThat(passwordsAtOnce(bob, stolen)).allSatisfy(thief -> assertThat(thief.shows("kc-otp-login-form"))
                .as(thief.text())
                .isTrue());
        assertThat(alarms(bob)).hasSize(1);
        assertThatCodeIsAsked(owner, bob);
    }
}
