package io.github.gatehouse.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts the protected API and the page that shows its reports, the gateway with its upstream, the mail sink and the mail page in one process, until it is ended by
 * SIGTERM. Wrong options or a port in use end it with exit code 2 or 1 and one sentence on standard error.
 */
public final class Demo implements AutoCloseable {

    private final List<AutoCloseable> parts = new ArrayList<>();

    private Demo() {}

    public static void main(String[] arguments) {
        DemoOptions options;
        try {
            options = DemoOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("gatehouse-demo: " + e.getMessage());
            System.exit(2);
            return;
        }
        try {
            Demo demo = start(options);
            Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "demo-shutdown"));
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            System.err.println("gatehouse-demo: " + e.getMessage());
            System.exit(1);
        }
    }

    /**
     * Starts everything.
     *
     * @param arguments as {@link #main} takes them
     * @throws IOException if a port is in use
     * @throws IllegalArgumentException for wrong options
     */
    public static Demo start(String... arguments) throws IOException {
        return start(DemoOptions.parse(arguments));
    }

    /** Starts everything; what was already started is stopped again when a later part fails. */
    static Demo start(DemoOptions options) throws IOException {
        // The JDK's server has no limit by default: a client that sends its request byte by byte would hold a thread
        // for ever.
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxRspTime", "10");

        DemoRealm realm = DemoRealm.read(options.realmFile());
        KeycloakEndpoints keycloak = new KeycloakEndpoints(options.keycloak(), realm.name());
        Clock clock = Clock.systemDefaultZone();
        Demo demo = new Demo();
        try {
            ReportsApi api = new ReportsApi(new TokenIntrospection(keycloak, realm.resourceServer()), clock);
            // The page's own way to the API: each of its requests makes one more, for which a thread has to be free.
            LocalServer apiOfPage = LocalServer.start(new InetSocketAddress("127.0.0.1", 0), ReportsApi.PATH, api);
            demo.parts.add(apiOfPage);
            demo.parts.add(LocalServer.start(
                            new InetSocketAddress(options.bindAddress(), options.apiPort()), ReportsApi.PATH, api)
                    .with(
                            "/",
                            new ReportsPage(
                                    apiOfPage.address(), new ReportsPageSignIn(keycloak, realm.page()), clock)));
            // Only this process may reach the upstream: it believes the headers it gets.
            LocalServer upstream =
                    LocalServer.start(new InetSocketAddress("127.0.0.1", 0), "/reports", new ReportsUpstream(clock));
            demo.parts.add(upstream);
            demo.parts.add(LocalServer.start(
                    new InetSocketAddress(options.bindAddress(), options.gatewayPort()),
                    "/",
                    new Gateway(
                            keycloak.verify(ReportsApi.REQUIRED_ROLE, DemoRealm.RESOURCE_SERVER), upstream.address())));
            MailSink sink = MailSink.start(options.bindAddress(), options.smtpPort());
            demo.parts.add(sink);
            demo.parts.add(LocalServer.start(
                    new InetSocketAddress(options.bindAddress(), options.mailPagePort()), "/", new MailPage(sink)));
        } catch (IOException | IllegalStateException e) {
            demo.close();
            throw e;
        }
        return demo;
    }

    @Override
    public void close() {
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) { // AutoCloseable declares it; one part that fails must not keep the others alive
                System.err.println("gatehouse-demo: while stopping: " + e.getMessage());
            }
        }
        parts.clear();
    }
}
