package io.github.gatehouse.tests.support;

/** A server and what ends it. */
final class RunningServer implements AutoCloseable {

    private final ServerBackend backend;
    private final TestServer server;

    private RunningServer(ServerBackend backend) {
        this.backend = backend;
        this.server = TestServer.of(backend);
    }

    static RunningServer start(Class<? extends ServerProfile> profileClass) {
        ServerProfile profile = newInstance(profileClass);
        ServerBackend backend =
                switch (HarnessSettings.backend()) {
                    case DIST -> DistBackend.start(profile);
                    case CONTAINER -> ContainerBackend.start(profile);
                    case EXTERNAL -> new ExternalBackend();
                };
        return new RunningServer(backend);
    }

    TestServer server() {
        return server;
    }

    @Override
    public void close() {
        backend.close();
    }

    private static ServerProfile newInstance(Class<? extends ServerProfile> profile) {
        try {
            return profile.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A server profile needs a constructor without parameters: " + profile, e);
        }
    }
}
