package io.github.gatehouse.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import net.minidev.json.JSONObject;

/**
 * A complete HTTP answer.
 *
 * @param status HTTP status code
 * @param headers headers beside {@code Content-Type} and {@code Cache-Control}
 * @param contentType media type of the body
 * @param body the body as text
 */
record Reply(int status, Map<String, String> headers, String contentType, String body) {

    static Reply json(int status, Map<String, ?> members) {
        return new Reply(status, Map.of(), "application/json", JSONObject.toJSONString(members) + "\n");
    }

    /** An error as the contract writes it: {@code error} is a stable code, {@code error_description} a sentence. */
    static Reply error(int status, String code, String description) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("error", code);
        members.put("error_description", description);
        return json(status, members);
    }

    Reply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, contentType, body);
    }

    void send(HttpExchange exchange) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
