package io.github.gatehouse.tests.architecture;

import java.util.List;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

@DisplayName("The tests")
class TestCodeTest {

    private static final JavaClasses TESTS = new ClassFileImporter().importPackages("io.github.gatehouse.tests");

    private static final String CONDITIONS = "org.junit.jupiter.api.condition..";

    @Test
    void areNeverSwitchedOff() {
        List.<ArchRule>of(
                        noClasses().should().beAnnotatedWith("org.junit.jupiter.api.Disabled"),
                        noMethods().should().beAnnotatedWith("org.junit.jupiter.api.Disabled"),
                        noClasses().should().dependOnClassesThat().resideInAPackage(CONDITIONS))
                .forEach(rule -> rule.check(TESTS));
    }

    @Test
    void waitForWhatTheyExpectInsteadOfSleeping() {
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod("com.microsoft.playwright.Page", "waitForTimeout", "double")
                .check(TESTS);
    }
}
