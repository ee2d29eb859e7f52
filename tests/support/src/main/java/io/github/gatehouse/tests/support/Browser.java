package io.github.gatehouse.tests.support;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Tracing;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;

/**
 * Opens pages of a real Chromium, each in a context of its own: no cookie is shared unless the test opens a second page with
 * {@code page.context().newPage()}. All of it is closed after the test; if the test failed, a screenshot and a Playwright trace of
 * each page stay in {@code target/browser/}.
 */
public final class Browser implements AutoCloseable {

    /** The size of a desktop window, in pixels. */
    public static final Viewport DESKTOP = new Viewport(1280, 900);

    /** The narrowest telephone that the pages must fit, in pixels. */
    public static final Viewport PHONE = new Viewport(360, 740);

    private static final double TIMEOUT_MILLIS = 15_000;

    private final BrowserProcess process;
    private final boolean isFilmed = HarnessSettings.browserIsFilmed();
    private final List<BrowserContext> contexts = new ArrayList<>();

    Browser(BrowserProcess process) {
        this.process = process;
    }

    /** A page of desktop size in light colours. */
    public Page page() {
        return page(DESKTOP, false);
    }

    /**
     * A page in a new context.
     *
     * @param dark whether the user's system asks for dark colours
     */
    public Page page(Viewport viewport, boolean dark) {
        BrowserContext context = process.chromium()
                .newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                        .setViewportSize(viewport.width(), viewport.height())
                        .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT)
                        .setReducedMotion(ReducedMotion.REDUCE)
                        .setLocale("en-GB")
                        .setTimezoneId("UTC"));
        context.setDefaultTimeout(TIMEOUT_MILLIS);
        PlaywrightAssertions.setDefaultAssertionTimeout(TIMEOUT_MILLIS);
        context.tracing()
                .start(new Tracing.StartOptions().setScreenshots(isFilmed).setSnapshots(isFilmed));
        contexts.add(context);
        return context.newPage();
    }

    /** Opens the account console and signs the user in with name and password; returns when the console is shown. */
    public void signIn(Page page, TestRealm realm, TestUser user) {
        page.navigate(accountConsole(realm));
        fillSignInForm(page, user);
        page.locator("[data-testid='username'], button[aria-label='Account menu'], .pf-v5-c-page__main")
                .first()
                .waitFor();
    }

    /** Types name and password into the sign-in page that is open and sends it. */
    public void fillSignInForm(Page page, TestUser user) {
        page.locator("#username").fill(user.username());
        page.locator("#password").fill(user.password());
        page.locator("#kc-login").click();
    }

    /** The address of the realm's account console. */
    public String accountConsole(TestRealm realm) {
        return realm.issuer() + "/account/";
    }

    /**
     * Plugs in a virtual authenticator that verifies its user and keeps passkeys. It belongs to this page, so use a new user for
     * each test.
     *
     * @return the id of the authenticator in the DevTools protocol
     */
    public String addVirtualAuthenticator(Page page) {
        CDPSession devTools = page.context().newCDPSession(page);
        devTools.send("WebAuthn.enable");
        JsonObject options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        JsonObject parameters = new JsonObject();
        parameters.add("options", options);
        return devTools.send("WebAuthn.addVirtualAuthenticator", parameters)
                .get("authenticatorId")
                .getAsString();
    }

    /** Presses the button of Keycloak's page that registers a passkey. Its script hears the button once the page is loaded, which on a busy machine can be later than the button is seen. */
    public static void registerPasskey(Page page) {
        Locator button = page.locator("#registerWebAuthn");
        button.waitFor();
        page.waitForLoadState();
        button.click();
    }

    /**
     * Signs the user in to the account console, who is made to register a passkey there; it is named "Key of the test". The page keeps a virtual authenticator that holds it.
     */
    public void signInAndRegisterPasskey(Page page, TestRealm realm, TestUser user) {
        user.update(changed -> changed.withArrayProperty("requiredActions").add("webauthn-register-passwordless"));
        addVirtualAuthenticator(page);
        page.onDialog(dialog -> dialog.accept("Key of the test"));
        page.navigate(accountConsole(realm));
        fillSignInForm(page, user);
        registerPasskey(page);
        PlaywrightAssertions.assertThat(page.getByTestId("username")).hasValue(user.username());
    }

    @Override
    public void close() {
        contexts.forEach(BrowserContext::close);
        contexts.clear();
    }

    /** Keeps what the pages show now, and how they came there. */
    void keepEvidence(String test) {
        Path folder = HarnessSettings.output().resolve("browser");
        int number = 0;
        for (BrowserContext context : contexts) {
            number++;
            String name = test + "-" + number;
            for (Page page : context.pages()) {
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(folder.resolve(name + ".png"))
                        .setFullPage(true));
            }
            context.tracing().stop(new Tracing.StopOptions().setPath(folder.resolve(name + "-trace.zip")));
        }
    }

    /**
     * The size of a window's content.
     *
     * @param width in CSS pixels
     * @param height in CSS pixels
     */
    public record Viewport(int width, int height) {}
}
