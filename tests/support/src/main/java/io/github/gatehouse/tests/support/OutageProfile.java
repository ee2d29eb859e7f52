package io.github.gatehouse.tests.support;

import java.util.List;

/** A server that loses tables while it runs (see {@link MissingTable}): for classes that take them away, and no others. */
public final class OutageProfile implements ServerProfile {

    @Override
    public List<String> buildOptions() {
        // The same as those of most tests, so that there is one server less to build.
        return new DefaultProfile().buildOptions();
    }
}
