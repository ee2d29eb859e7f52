package io.github.gatehouse.tests.support;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** An answer with its body read. */
public final class Response {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String request;
    private final HttpResponse<byte[]> answer;

    Response(String request, HttpResponse<byte[]> answer) {
        this.request = request;
        this.answer = answer;
    }

    public int status() {
        return answer.statusCode();
    }

    /**
     * The body as JSON.
     *
     * @throws AssertionError if it is not JSON, with status and body in the message
     */
    public JsonNode json() {
        try {
            return MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError("Not JSON: " + this, e);
        }
    }

    /** The body as UTF-8 text; empty if there is none. */
    public String text() {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /** The first value of a header, whatever its case; null if it is absent. */
    public String header(String name) {
        return answer.headers().firstValue(name).orElse(null);
    }

    /** All headers; names in the case the server used, looked up in any case. */
    public Map<String, List<String>> headers() {
        return answer.headers().map();
    }

    /**
     * This answer, if it has the status that a test's preparation relies on.
     *
     * @throws AssertionError if the status is another, with request, status and body in the message
     */
    public Response expect(int status) {
        if (status() != status) {
            throw new AssertionError("Expected " + status + " but: " + this);
        }
        return this;
    }

    /** The last part of the {@code Location} header: the id of what was created. */
    public String createdId() {
        String location = expect(201).header("Location");
        if (location == null) {
            throw new AssertionError("No Location: " + this);
        }
        return location.substring(location.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        return request + " answered " + status() + ": " + text();
    }
}
