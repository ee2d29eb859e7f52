package io.github.gatehouse.tests.support;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/**
 * Starts the server that a test class asks for with {@link GatehouseTest}, gives the class its realm, and puts the clock back after
 * each test. Servers live until the end of the run unless they belong to one class, realms until the end of their class.
 */
public final class GatehouseExtension
        implements BeforeAllCallback, AfterEachCallback, ParameterResolver, TestExecutionExceptionHandler {

    private static final Namespace NAMESPACE = Namespace.create(GatehouseExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        // What came first ends last: the realm is deleted while its server still runs.
        server(context);
        realm(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Browser browser = context.getStore(NAMESPACE).get(Browser.class, Browser.class);
        if (browser != null && context.getExecutionException().isPresent()) {
            browser.keepEvidence(outermostClass(context).getSimpleName() + "."
                    + context.getTestMethod()
                            .map(java.lang.reflect.Method::getName)
                            .orElse("unknown"));
        }
        server(context).time().resetIfMoved();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == TestRealm.class || type == TestServer.class || type == MailSink.class || type == Browser.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (type == TestRealm.class) {
            return realm(context);
        }
        if (type == TestServer.class) {
            return server(context);
        }
        if (type == MailSink.class) {
            return mail(context);
        }
        return browser(context);
    }

    /** Nothing is skipped quietly where the build must prove something: an assumption that fails there is a failure. */
    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        if (failure instanceof TestAbortedException && HarnessSettings.skippingIsFailure()) {
            throw new AssertionError("Skipped, which this run does not allow: " + failure.getMessage(), failure);
        }
        throw failure;
    }

    private static TestServer server(ExtensionContext context) {
        Class<?> testClass = outermostClass(context);
        GatehouseTest wanted = AnnotationSupport.findAnnotation(testClass, GatehouseTest.class)
                .orElseThrow(() -> new IllegalStateException("GatehouseExtension is used through @GatehouseTest only"));
        Class<? extends ServerProfile> profile = wanted.profile();
        RunningServer server = wanted.ownServer()
                ? outermostContext(context)
                        .getStore(NAMESPACE)
                        .getOrComputeIfAbsent(
                                RunningServer.class,
                                key -> RunningServer.startForOneClass(profile, testClass),
                                RunningServer.class)
                : runStore(context)
                        .getOrComputeIfAbsent(profile, key -> RunningServer.start(profile), RunningServer.class);
        return server.server();
    }

    private static MailSink mail(ExtensionContext context) {
        return runStore(context).getOrComputeIfAbsent(MailSink.class, key -> MailSink.start(), MailSink.class);
    }

    private static TestRealm realm(ExtensionContext context) {
        ExtensionContext outermost = outermostContext(context);
        // Before the realm: what was stored first is closed last.
        TestServer server = server(context);
        return outermost
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        TestRealm.class,
                        key -> TestRealm.create(
                                server,
                                mail(context),
                                outermost.getRequiredTestClass().getSimpleName()),
                        TestRealm.class);
    }

    private static Browser browser(ExtensionContext context) {
        BrowserProcess process = runStore(context)
                .getOrComputeIfAbsent(BrowserProcess.class, key -> BrowserProcess.launch(), BrowserProcess.class);
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(Browser.class, key -> new Browser(process), Browser.class);
    }

    private static Store runStore(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE);
    }

    private static Class<?> outermostClass(ExtensionContext context) {
        return outermostContext(context).getRequiredTestClass();
    }

    /** The context of the top-level test class, so that nested classes share its realm. */
    private static ExtensionContext outermostContext(ExtensionContext context) {
        ExtensionContext outermost = context;
        while (outermost
                .getParent()
                .filter(parent -> parent.getTestClass().isPresent())
                .isPresent()) {
            outermost = outermost.getParent().orElseThrow();
        }
        return outermost;
    }
}
