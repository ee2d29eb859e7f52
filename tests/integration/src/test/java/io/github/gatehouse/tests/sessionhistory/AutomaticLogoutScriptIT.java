package io.github.gatehouse.tests.sessionhistory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.github.gatehouse.tests.support.Browser;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import io.github.gatehouse.tests.support.TimeTravel;
import io.github.gatehouse.tests.support.Tokens;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

@GatehouseTest
@DisplayName("S3: a user of an application that includes the script for automatic logout")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AutomaticLogoutScriptIT {

    private static final Browser.Viewport NARROW = new Browser.Viewport(400, 800);
    private static final String LIMIT = "**/automatic-logout/session";
    private static final int MINUTES = 5;

    private TestRealm realm;
    private TimeTravel time;
    private SessionCalls calls;
    private WebApplication application;

    @BeforeAll
    void anApplication(TestRealm realm, TestServer server) {
        this.realm = realm;
        time = server.time();
        calls = new SessionCalls(realm);
        realm.update(r -> r.put("accessTokenLifespan", 1_800));
        application = WebApplication.start(realm);
    }

    @AfterAll
    void endTheApplication() {
        application.close();
    }

    @Test
    @DisplayName("is warned a minute before, and signed out when nothing is done then either")
    void isWarnedAndSignedOut(Browser browser) {
        TestUser alice = aUserWithALimit();
        Tokens tokens = application.signIn(alice);
        Page page = browser.page();
        List<String> complaints = complaints(page);
        open(page, application.page(tokens));
        page.locator("#work").focus();
        pass(page, "04:20");
        assertThat(warning(page)).isVisible();
        assertThat(warning(page)).hasAccessibleName("Are you still there?");
        assertThat(warning(page)).hasAccessibleDescription(Pattern.compile("signed out: [34][0-9] seconds"));
        assertThat(stay(page)).isFocused();
        assertThat(stay(page)).hasCSS("background-color", "rgb(11, 92, 173)");
        for (int i = 0; i < 5; i++) {
            page.keyboard().press("Tab");
            assertThat(page.locator("#work")).not().isFocused();
        }
        pass(page, "00:50");
        assertThat(state(page)).hasText("signed out");
        assertThat(warning(page)).hasCount(0);
        assertThat(refreshes(page)).hasText("0");
        application.refresh(tokens).expect(400);
        Assertions.assertThat(calls.ofUser(alice, "ended", SessionCalls.id(tokens))
                        .get("endReason")
                        .asText())
                .isEqualTo("automatic-logout");
        Assertions.assertThat(complaints).isEmpty();
    }

    @ParameterizedTest(name = "stays signed in by {0}")
    @ValueSource(strings = {"Enter", "Escape"})
    void stays(String key, Browser browser) {
        Tokens tokens = application.signIn(aUserWithALimit());
        Page page = open(browser.page(NARROW, true), application.page(tokens));
        page.locator("#work").focus();
        pass(page, "04:20");
        assertThat(warning(page)).isVisible();
        // A bumped mouse is no answer.
        move(page);
        assertThat(refreshes(page)).hasText("0");
        page.keyboard().press(key);
        assertThat(warning(page)).hasCount(0);
        assertThat(refreshes(page)).hasText("1");
        assertThat(page.locator("#work")).isFocused();
        pass(page, "04:20");
        assertThat(warning(page)).containsText(Pattern.compile("[34][0-9] seconds"));
        application.refresh(tokens).expect(200);
    }

    @Test
    @DisplayName("signs out at once if the user wants that")
    void signsOut(Browser browser) {
        Page page = open(browser.page(), application.page(application.signIn(aUserWithALimit())));
        pass(page, "04:20");
        warning(page)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Sign out now"))
                .click();
        assertThat(state(page)).hasText("signed out");
        assertThat(warning(page)).hasCount(0);
    }

    @Test
    @DisplayName("is not warned while busy: the server is told once a minute, and nothing while nothing is done")
    void isNotWarnedWhileBusy(Browser browser) {
        Page page = open(browser.page(), application.page(application.signIn(aUserWithALimit())));
        move(page);
        page.locator("#work").fill("x");
        assertThat(refreshes(page)).hasText("0");
        pass(page, "01:05");
        assertThat(refreshes(page)).hasText("1");
        for (int i = 2; i < 6; i++) {
            page.locator("#work").press("x");
            move(page);
            pass(page, "01:05");
            assertThat(refreshes(page)).hasText(String.valueOf(i));
        }
        pass(page, "04:20");
        assertThat(warning(page)).isVisible();
        assertThat(refreshes(page)).hasText("5");
    }

    @Test
    @DisplayName("is warned although the page plays with itself: only what a person does counts")
    void countsOnlyPeople(Browser browser) {
        Page page = open(browser.page(), application.page(application.signIn(aUserWithALimit())));
        pass(page, "02:00");
        Object arrived = page.evaluate(
                """
                () => {
                  const arrived = [];
                  for (const type of ["keydown", "pointerdown", "pointermove", "wheel", "touchstart", "scroll"]) {
                    window.addEventListener(type, () => arrived.push(type), { once: true });
                    document.body.dispatchEvent(new Event(type, { bubbles: true }));
                  }
                  return arrived.length;
                }
                """);
        Assertions.assertThat(arrived).isEqualTo(6);
        pass(page, "02:20");
        assertThat(warning(page)).isVisible();
        assertThat(refreshes(page)).hasText("0");
    }

    @Test
    @DisplayName("is not saved by moving the mouse after the computer has slept")
    void doesNotWakeUpSignedIn(Browser browser) {
        Tokens tokens = application.signIn(aUserWithALimit());
        Page page = open(browser.page(), application.page(tokens));
        time.advance(Duration.ofMinutes(60));
        page.clock().setSystemTime(page.evaluate("Date.now()") instanceof Number now ? now.longValue() + 3_600_000 : 0);
        move(page);
        assertThat(state(page)).hasText("signed out");
        assertThat(refreshes(page)).hasText("0");
    }

    @Test
    @DisplayName("is busy in another tab: both stay, and both end when there is nothing more")
    void isBusyInAnotherTab(Browser browser) {
        Tokens tokens = application.signIn(aUserWithALimit());
        Page idle = open(browser.page(), application.page(tokens));
        // What the tabs know, they know of each other.
        idle.route(LIMIT, Route::abort);
        Page busy = load(idle.context().newPage(), application.page(tokens));
        busy.route(LIMIT, Route::abort);
        pass(idle, "02:30");
        move(busy);
        assertThat(refreshes(busy)).hasText("1");
        pass(idle, "02:30");
        assertThat(state(idle)).hasText("running");
        assertThat(warning(idle)).hasCount(0);
        pass(idle, "01:50");
        assertThat(warning(idle)).isVisible();
        assertThat(warning(busy)).isVisible();
        stay(busy).click();
        assertThat(warning(idle)).hasCount(0);
        pass(idle, "05:10");
        assertThat(state(idle)).hasText("signed out");
        assertThat(state(busy)).hasText("signed out");
        assertThat(refreshes(idle)).hasText("0");
    }

    @Test
    @DisplayName("is busy in another application of the session: no warning here as long as that goes on")
    void isBusyInAnotherApplication(Browser browser) {
        Tokens tokens = application.signIn(aUserWithALimit());
        Page page = open(browser.page(), application.page(tokens));
        pass(page, "02:30");
        application.refresh(tokens).expect(200);
        page.waitForResponse(LIMIT, () -> pass(page, "01:50"));
        pass(page, "02:30");
        assertThat(warning(page)).containsText(Pattern.compile("[34][0-9] seconds"));
    }

    @Test
    @DisplayName("without a limit notices nothing, and is warned when one was set meanwhile")
    void hasNoLimit(Browser browser) {
        TestUser bob = calls.user("bob");
        Page page = open(browser.page(), application.page(application.signIn(bob)));
        for (int i = 0; i < 5; i++) {
            move(page);
            pass(page, "05:00");
        }
        assertThat(state(page)).hasText("running");
        assertThat(refreshes(page)).hasText("0");
        assertThat(warning(page)).hasCount(0);

        application.refresh(application.signIn(bob)).expect(200);
        calls.automaticLogout(bob.signIn(), 29);
        page.waitForResponse(
                LIMIT, () -> page.locator("body").evaluate("() => window.dispatchEvent(new Event('focus'))"));
        pass(page, "03:20");
        assertThat(warning(page)).isVisible();
    }

    @Test
    @DisplayName("notices nothing where the limit cannot be loaded: the server's own limit holds")
    void loadsNoLimit(Browser browser) {
        Tokens tokens = application.signIn(aUserWithALimit());
        Page page = browser.page();
        page.route(LIMIT, Route::abort);
        open(page, application.page(tokens));
        move(page);
        pass(page, "10:00");
        move(page);
        assertThat(state(page)).hasText("running");
        assertThat(refreshes(page)).hasText("0");
        assertThat(warning(page)).hasCount(0);
        application.refresh(tokens).expect(400);
    }

    @Test
    @DisplayName("is told when the server cannot be reached, and signed out when the time is over")
    void cannotStayWithoutTheServer(Browser browser) {
        Page page = open(browser.page(), application.page(application.signIn(aUserWithALimit())));
        pass(page, "04:20");
        page.route("**/protocol/openid-connect/token", Route::abort);
        stay(page).click();
        assertThat(warning(page).getByRole(AriaRole.ALERT)).containsText("could not be reached");
        assertThat(warning(page)).isVisible();
        pass(page, "00:50");
        assertThat(state(page)).hasText("signed out");
    }

    @Test
    @DisplayName("sees the application's own dialog, if it has one")
    void seesTheApplicationsOwnDialog(Browser browser) {
        Page page = open(browser.page(), application.page(application.signIn(aUserWithALimit())) + "&own=true");
        pass(page, "04:20");
        assertThat(page.locator("#own-stay")).isVisible();
        assertThat(warning(page)).hasCount(0);
        page.locator("#own-stay").click();
        assertThat(page.locator("#own-stay")).isHidden();
        pass(page, "05:10");
        assertThat(state(page)).hasText("over");
    }

    @Test
    @DisplayName("notices nothing more after the application has stopped it")
    void isStopped(Browser browser) {
        Page page = open(browser.page(), application.page(application.signIn(aUserWithALimit())));
        pass(page, "04:20");
        assertThat(warning(page)).isVisible();
        state(page).dispatchEvent("click");
        assertThat(warning(page)).hasCount(0);
        pass(page, "10:00");
        assertThat(state(page)).hasText("stopped");
    }

    @ParameterizedTest(name = "in {0}: {1}")
    @CsvSource({
        "en, Are you still there?, Stay signed in, seconds",
        "de-AT, Sind Sie noch da?, Angemeldet bleiben, Sekunden",
        "fr, Êtes-vous toujours là ?, Rester connecté, secondes",
        "es, ¿Sigue ahí?, Mantener la sesión, segundos",
        "ru, Вы ещё здесь?, Остаться в системе, секунд",
        "xx, Are you still there?, Stay signed in, seconds"
    })
    void isWarnedInTheOwnLanguage(String language, String title, String button, String unit, Browser browser) {
        String address = application.page(application.signIn(aUserWithALimit()));
        Page page = open(browser.page(NARROW, false), address + "&language=" + language);
        pass(page, "04:20");
        assertThat(warning(page)).hasAccessibleName(title);
        assertThat(warning(page)).containsText(unit);
        assertThat(stay(page)).hasText(button);
        Assertions.assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .isEqualTo(true);
    }

    private TestUser aUserWithALimit() {
        TestUser alice = calls.user("alice");
        calls.automaticLogout(alice.signIn(), MINUTES);
        return alice;
    }

    private static Page open(Page page, String address) {
        page.clock().install();
        return load(page, address);
    }

    /** Goes there and waits until the page has asked for all that it needs. */
    private static Page load(Page page, String address) {
        page.navigate(address);
        assertThat(state(page)).hasText("running");
        page.waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
        return page;
    }

    /** Lets time pass in all tabs and at the server, which is there first: it ends the session, the page follows. */
    private void pass(Page page, String minutesAndSeconds) {
        String[] parts = minutesAndSeconds.split(":", 2);
        time.advance(Duration.ofMinutes(Long.parseLong(parts[0])).plusSeconds(Long.parseLong(parts[1])));
        page.clock().fastForward(minutesAndSeconds);
    }

    /** A hand on the mouse. */
    private static void move(Page page) {
        page.mouse().move(10, 300);
        page.mouse().move(20, 310);
    }

    private static List<String> complaints(Page page) {
        List<String> complaints = new ArrayList<>();
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                complaints.add(message.text());
            }
        });
        return complaints;
    }

    private static Locator state(Page page) {
        return page.locator("#state");
    }

    private static Locator refreshes(Page page) {
        return page.locator("#refreshes");
    }

    private static Locator warning(Page page) {
        return page.getByRole(AriaRole.ALERTDIALOG);
    }

    private static Locator stay(Page page) {
        return warning(page).locator(".stay");
    }
}
