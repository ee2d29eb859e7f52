package io.github.gatehouse.common.settings;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

@DisplayName("Types of settings")
class SettingTypesTest {

    @TestFactory
    Stream<DynamicTest> eachDefaultIsAPossibleValueThatIsReadAsItWasWritten() {
        return GatehouseSettings.ALL.stream()
                .filter(setting -> setting.absent() != null)
                .map(setting -> dynamicTest(setting.path(), () -> assertReadAsWritten(setting)));
    }

    private static <T> void assertReadAsWritten(Setting<T> setting) {
        SettingType<T> type = setting.type();
        assertThat(type.parse(type.format(setting.absent()))).isEqualTo(setting.absent());
        assertThat(type.fromJson(type.toJson(setting.absent()))).isEqualTo(setting.absent());
    }

    @TestFactory
    Stream<DynamicTest> eachSettingExplainsItself() {
        return GatehouseSettings.ALL.stream()
                .map(setting -> dynamicTest(setting.path(), () -> {
                    assertThat(setting.label()).isNotBlank();
                    assertThat(setting.help()).endsWith(".");
                    assertThat(setting.type().possible()).isNotBlank();
                }));
    }

    @Test
    void pathsAreUnique() {
        assertThat(GatehouseSettings.ALL).extracting(Setting::path).doesNotHaveDuplicates();
    }

    @Test
    void aNumberKeepsToItsRangeBothEndsIncluded() {
        SettingType<Integer> months = SettingTypes.integer(0, 12);
        assertThat(months.parse("0")).isZero();
        assertThat(months.parse("12")).isEqualTo(12);
        assertThatIllegalArgumentException().isThrownBy(() -> months.parse("13"));
        assertThatIllegalArgumentException().isThrownBy(() -> months.parse("-1"));
        assertThatIllegalArgumentException().isThrownBy(() -> months.parse("1.0"));
        assertThatIllegalArgumentException().isThrownBy(() -> months.fromJson(TextNode.valueOf("1")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> months.fromJson(DecimalNode.valueOf(new BigDecimal("1.0"))));
    }

    @Test
    void hoursAreExactToTheSecond() {
        SettingType<Duration> hours = SettingTypes.hours(1, 24);
        assertThat(hours.fromJson(IntNode.valueOf(4))).isEqualTo(Duration.ofHours(4));
        assertThat(hours.toJson(Duration.ofHours(4))).isEqualTo(IntNode.valueOf(4));
        assertThat(hours.toJson(Duration.ofMinutes(90)).decimalValue()).isEqualByComparingTo("1.5");
        assertThat(hours.fromJson(hours.toJson(Duration.ofSeconds(12_345)))).isEqualTo(Duration.ofSeconds(12_345));
        assertThatIllegalArgumentException().isThrownBy(() -> hours.parse("0.99"));
        assertThatIllegalArgumentException().isThrownBy(() -> hours.parse("24.0001"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://idp.example.org/auth?x=y", "http://localhost:8080/a", "http://127.0.0.1/"})
    void aWebAddressIsSecureOrLocal(String address) {
        assertThat(SettingTypes.webAddress().parse(address)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://idp.example.org/",
                "https://user:password@idp.example.org/",
                "javascript:alert(1)",
                "//idp.example.org",
                "https:///nowhere",
                "https://a b/",
                "http://localhost.example.org/",
                ""
            })
    void anyOtherAddressIsRefused(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SettingTypes.webAddress().parse(address));
    }

    @Test
    void addressesAreTidiedUp() {
        assertThat(SettingTypes.emailAddresses().parse(" a@example.org ;; b@example.org;a@example.org"))
                .isEqualTo("a@example.org;b@example.org");
        assertThat(SettingTypes.emailAddresses().parse("a@x;b@y")).isEqualTo("a@x;b@y");
        assertThat(SettingTypes.emailAddresses().parse(" ; ")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a@example.org,b@example.org", "a@example.org\r\nBcc: b@example.org", "@", "a@b@c"})
    void anythingElseIsNoAddress(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SettingTypes.emailAddresses().parse(text));
    }

    @Test
    void aSecretIsNotShown() {
        assertThat(SettingTypes.secret().toJson("s3cr3t").asText()).isEqualTo(SettingTypes.MASK);
        assertThat(SettingTypes.secret().isSecret()).isTrue();
    }
}
