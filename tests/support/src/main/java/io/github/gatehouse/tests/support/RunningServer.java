package io.github.gatehouse.tests.support;

/** A server and what ends it. */
public final class RunningServer implements AutoCloseable {

    private final ServerBackend backend;
    private final TestServer server;

    private RunningServer(ServerBackend backend, boolean shared) {
        this.backend = backend;
        this.server = TestServer.of(backend, shared);
    }

    /** A server that all classes with this profile share. */
    static RunningServer start(Class<? extends ServerProfile> profile) {
        return new RunningServer(backend(profile, profile.getSimpleName(), JvmMode.LONG_RUN), true);
    }

    /** A server that one test class has to itself. */
    static RunningServer startForOneClass(Class<? extends ServerProfile> profile, Class<?> testClass) {
        return new RunningServer(backend(profile, testClass.getSimpleName(), JvmMode.QUICK_START), false);
    }

    /** A server besides the one that the class runs against. Whoever starts it closes it. */
    public static RunningServer startBeside(Class<? extends ServerProfile> profile) {
        return new RunningServer(backend(profile, profile.getSimpleName(), JvmMode.QUICK_START), false);
    }

    private static ServerBackend backend(Class<? extends ServerProfile> profileClass, String name, JvmMode mode) {
        ServerProfile profile = newInstance(profileClass);
        return switch (HarnessSettings.backend()) {
            case DIST -> DistBackend.start(profile, name, mode);
            case CONTAINER -> ContainerBackend.start(profile, name);
            case EXTERNAL -> new ExternalBackend();
        };
    }

    public TestServer server() {
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
