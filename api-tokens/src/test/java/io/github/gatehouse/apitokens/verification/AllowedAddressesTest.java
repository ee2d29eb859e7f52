package io.github.gatehouse.apitokens.verification;

import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("X3: a token limited to addresses")
class AllowedAddressesTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "' 192.0.2.1 ', 192.0.2.1",
        "10.1.2.3/8, 10.0.0.0/8",
        "10.1.2.3/255.0.0.0, 10.0.0.0/8",
        "2001:DB8:0:0::1, 2001:db8::1",
        "2001:db8:1:2::3/32, 2001:db8::/32",
        "::ffff:192.0.2.1, 192.0.2.1",
        "::ffff:10.0.0.0/104, 10.0.0.0/8",
    })
    void isStoredInOneWay(String entry, String stored) {
        assertThat(AllowedAddresses.normalize(entry)).isEqualTo(stored);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "*",
                "example.org",
                "localhost",
                "10",
                "10.1",
                "0x7f.0.0.1",
                "010.0.0.1",
                "256.0.0.1",
                "1.2.3.4.5",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/255.0.255.0",
                "10.0.0.0/",
                "10.0.0.1-9",
                "10.0.0.*",
                "fe80::1%eth0",
                "2001:db8::/129",
                "::1::",
                "10.0.0.1 10.0.0.2",
                "0.0.0.0/0",
                "::/0",
                "10.0.0.0/0",
                "::ffff:0.0.0.0/96",
                "<b>"
            })
    @DisplayName("abuse case 30: what is no address, and what would mean every address, is refused")
    void whatIsNoAddressIsRefused(String entry) {
        assertThatThrownBy(() -> AllowedAddresses.normalize(entry)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.0/8, ::ffff:10.0.0.1, true",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "fe80::/10, fe80::1%eth0, true",
        "10.0.0.0/8, '', false",
        "10.0.0.0/8, unknown, false",
        "10.0.0.0/8, 10.0.0.0/8, false",
        "10.0.0.0/8, '10.0.0.1, 10.0.0.2', false",
    })
    void containsWhatItSays(String entry, String address, boolean contained) {
        assertThat(AllowedAddresses.parse(List.of(AllowedAddresses.normalize(entry)))
                        .contains(address))
                .isEqualTo(contained);
    }

    @Test
    void oneOfSeveralIsEnough() {
        AllowedAddresses addresses = AllowedAddresses.parse(List.of("10.0.0.0/8", "2001:db8::/32"));
        assertThat(addresses.contains("10.1.1.1")).isTrue();
        assertThat(addresses.contains("2001:db8::1")).isTrue();
        assertThat(addresses.contains("192.0.2.1")).isFalse();
        assertThat(addresses.contains(null)).isFalse();
    }

    @Test
    void theEmptyListIsEveryAddress() {
        assertThat(AllowedAddresses.parse(List.of()).contains("192.0.2.1")).isTrue();
        assertThat(AllowedAddresses.parse(List.of()).contains(null)).isTrue();
    }
}
