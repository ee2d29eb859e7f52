package io.github.gatehouse.tests.support;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Says at the beginning of a run which tests are left out, and names each test that was skipped. */
public final class SkippedTestsListener implements TestExecutionListener {

    private static final System.Logger LOG = System.getLogger("gatehouse.tests");

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        String tags = System.getProperty("gatehouse.tests.excludedGroups");
        if (tags == null) {
            // Not a run of integration tests.
            return;
        }
        String leftOut =
                Arrays.stream(tags.split(",", -1)).filter(tag -> !tag.isBlank()).collect(Collectors.joining(", "));
        LOG.log(
                System.Logger.Level.INFO,
                "Backend {0}, database {1}; left out by tag: {2}",
                HarnessSettings.backend(),
                HarnessSettings.database(),
                leftOut.isEmpty() ? "nothing" : leftOut);
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        LOG.log(
                System.Logger.Level.WARNING,
                "Skipped: {0} ({1})",
                test.getDisplayName(),
                Optional.ofNullable(reason).orElse("no reason given"));
    }
}
