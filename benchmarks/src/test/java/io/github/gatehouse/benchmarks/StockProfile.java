package io.github.gatehouse.benchmarks;

import io.github.gatehouse.tests.support.ServerProfile;

/** Keycloak without Gatehouse, to compare with. */
public final class StockProfile implements ServerProfile {

    @Override
    public boolean hasGatehouse() {
        return false;
    }
}
