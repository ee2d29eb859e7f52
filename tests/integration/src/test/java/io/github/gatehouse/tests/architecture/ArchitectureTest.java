package io.github.gatehouse.tests.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The architecture")
class ArchitectureTest {

    /** What runs in Keycloak; the demo's programs are on the class path of the tests, too. */
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .importPackages("io.github.gatehouse")
            .that(DescribedPredicate.not(resideInAPackage("io.github.gatehouse.tests..")
                    .or(resideInAPackage("io.github.gatehouse.demo.."))));

    @Test
    void isCheckedOnAllModules() {
        assertThat(PRODUCT)
                .extracting(ArchitectureTest::module)
                .contains("common", "storage", "apitokens")
                .hasSizeGreaterThan(40);
    }

    @Test
    void letsCommonDependOnNoOtherModule() {
        check(noClasses()
                .that()
                .resideInAPackage("io.github.gatehouse.common..")
                .should()
                .dependOnClassesThat(
                        isOurs().and(DescribedPredicate.not(resideInAPackage("io.github.gatehouse.common..")))));
    }

    @Test
    void letsStorageDependOnCommonOnly() {
        check(noClasses()
                .that()
                .resideInAPackage("io.github.gatehouse.storage..")
                .should()
                .dependOnClassesThat(
                        isOurs().and(DescribedPredicate.not(resideInAPackage("io.github.gatehouse.common..")
                                .or(resideInAPackage("io.github.gatehouse.storage.."))))));
    }

    @Test
    void keepsKindModulesApart() {
        slices().matching("io.github.gatehouse.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(
                        DescribedPredicate.alwaysTrue(),
                        resideInAPackage("io.github.gatehouse.common..")
                                .or(resideInAPackage("io.github.gatehouse.storage..")))
                .check(PRODUCT);
    }

    @Test
    void keepsEntitiesInsideOfStorage() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.github.gatehouse.storage..")
                .should()
                .dependOnClassesThat()
                .areAnnotatedWith("jakarta.persistence.Entity"));
    }

    @Test
    void keepsPersistenceInsideOfStorage() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.github.gatehouse.storage..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.persistence.."));
    }

    @Test
    void hasNamesThatSayWhatAThingIs() {
        check(noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl)"));
    }

    @Test
    void logsWithKeycloaksLogger() {
        check(NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING);
        check(NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS);
    }

    @Test
    void readsTheClockThatTestsCanMove() {
        check(noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.Clock.class, "systemUTC")
                .because("expiry is tested by moving Keycloak's clock"));
    }

    private static void check(ArchRule rule) {
        rule.check(PRODUCT);
    }

    private static DescribedPredicate<JavaClass> isOurs() {
        return resideInAPackage("io.github.gatehouse..");
    }

    private static String module(JavaClass type) {
        String[] packages = type.getPackageName().split("\\.", -1);
        return packages.length > 3 ? packages[3] : "";
    }
}
