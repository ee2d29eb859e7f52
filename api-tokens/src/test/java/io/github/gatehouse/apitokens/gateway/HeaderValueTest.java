package io.github.gatehouse.apitokens.gateway;

import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Abuse case 29: names in headers for gateways")
class HeaderValueTest {

    @Test
    void plainTextStaysAsItIs() {
        assertThat(HeaderValue.of("alice@example.org")).isEqualTo("alice@example.org");
        assertThat(HeaderValue.of(List.of("reports-reader", "api/write"))).isEqualTo("reports-reader,api/write");
    }

    @Test
    void nothingCanAddAHeaderOrAnElement() {
        assertThat(HeaderValue.of("a\r\nX-Evil: 1")).isEqualTo("a%0D%0AX-Evil:%201");
        assertThat(HeaderValue.of(List.of("a,admin", "100%"))).isEqualTo("a%2Cadmin,100%25");
        assertThat(HeaderValue.of("\u001b[31m\u202ezo\u00eb")).isEqualTo("%1B[31m%E2%80%AEzo%C3%AB");
    }
}
