package io.github.gatehouse.demo;

import java.net.URI;
import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@DisplayName("The demo's command line")
class DemoOptionsTest {

    private static final String[] COMPLETE = {
        "--keycloak=http://localhost:8080",
        "--realm-file=realm.json",
        "--api-port=8081",
        "--gateway-port=8082",
        "--smtp-port=8083",
        "--mail-page-port=8084"
    };

    @Test
    void bindsToLoopbackUnlessToldOtherwise() {
        DemoOptions options = DemoOptions.parse(COMPLETE);

        assertThat(options.bindAddress()).isEqualTo("127.0.0.1");
        assertThat(options.keycloak()).isEqualTo(URI.create("http://localhost:8080"));
        assertThat(options.mailPagePort()).isEqualTo(8084);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port=1", "api-port=1", "--api-port", "", "--api-port=1"})
    void refusesUnknownMalformedAndRepeatedOptions(String extra) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DemoOptions.parse(
                        Stream.concat(Arrays.stream(COMPLETE), Stream.of(extra)).toArray(String[]::new)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "http", ""})
    void refusesWhatIsNoPortAndNamesTheOption(String port) {
        String[] arguments = COMPLETE.clone();
        arguments[4] = "--smtp-port=" + port;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DemoOptions.parse(arguments))
                .withMessageContaining("--smtp-port");
    }

    @Test
    void refusesAnAddressThatIsNotHttp() {
        String[] arguments = COMPLETE.clone();
        arguments[0] = "--keycloak=file:///etc/passwd";

        assertThatIllegalArgumentException().isThrownBy(() -> DemoOptions.parse(arguments));
    }
}
