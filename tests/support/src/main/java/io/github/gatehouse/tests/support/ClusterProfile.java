package io.github.gatehouse.tests.support;

/** Two nodes that share a database server and find each other through it. Tag such a test class {@code cluster}. */
public final class ClusterProfile implements ServerProfile {

    @Override
    public int nodes() {
        return 2;
    }
}
