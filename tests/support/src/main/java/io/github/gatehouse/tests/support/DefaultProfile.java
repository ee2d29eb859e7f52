package io.github.gatehouse.tests.support;

import java.util.List;

/** One node with Keycloak's default features, and the one that shows our tab in the administration console. */
public final class DefaultProfile implements ServerProfile {

    @Override
    public List<String> buildOptions() {
        return List.of("--features=declarative-ui");
    }
}
