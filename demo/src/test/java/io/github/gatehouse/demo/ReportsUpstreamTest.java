package io.github.gatehouse.demo;

import java.net.InetSocketAddress;
import java.time.Clock;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The service behind the gateway")
class ReportsUpstreamTest {

    @Test
    void greetsTheUserNamedByTheGateway() throws Exception {
        assertThat(send("X-Auth-Request-User: 17", "X-Auth-Request-Preferred-Username: alice"))
                .startsWith("HTTP/1.1 200")
                .contains("\"requestedBy\":\"alice\"");
    }

    @Test
    void refusesARequestWithoutAUser() throws Exception {
        assertThat(send("Accept: */*")).startsWith("HTTP/1.1 403").contains("not_from_gateway");
    }

    private static String send(String... headers) throws Exception {
        try (LocalServer upstream = LocalServer.start(
                new InetSocketAddress("127.0.0.1", 0), "/reports", new ReportsUpstream(Clock.systemUTC()))) {
            String[] lines = new String[headers.length + 2];
            lines[0] = "GET /reports HTTP/1.1";
            lines[1] = "Host: localhost";
            System.arraycopy(headers, 0, lines, 2, headers.length);
            return RawRequest.send(upstream.address(), lines);
        }
    }
}
