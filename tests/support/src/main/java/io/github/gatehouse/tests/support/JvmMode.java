package io.github.gatehouse.tests.support;

/** What the JVM of a server spends its time on. {@code -Dgatehouse.server.javaOptions} takes the place of all of it. */
enum JvmMode {

    /** For commands and servers that end soon: quick to start is worth more there than quick in the long run. */
    QUICK_START("-XX:TieredStopAtLevel=1"),

    /** For a server that many test classes share: it answers in about half the time once it has run for a minute. */
    LONG_RUN("");

    private final String javaOptions;

    JvmMode(String javaOptions) {
        this.javaOptions = javaOptions;
    }

    String javaOptions() {
        return System.getProperty("gatehouse.server.javaOptions", javaOptions);
    }
}
