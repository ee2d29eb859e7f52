package io.github.gatehouse.tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A request being put together; {@link #send()} sends it. */
public final class Request {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final HttpClient client;
    private final String method;
    private final String address;
    private final List<String> query = new ArrayList<>();
    private final HttpRequest.Builder builder = HttpRequest.newBuilder().timeout(TIMEOUT);
    private BodyPublisher body = BodyPublishers.noBody();

    Request(HttpClient client, String method, String address) {
        this.client = client;
        this.method = method;
        this.address = address;
    }

    /** Sends the token as RFC 6750 says, in place of what {@code Authorization} was set before. */
    public Request bearer(String token) {
        builder.setHeader("Authorization", "Bearer " + token);
        return this;
    }

    /** HTTP Basic, in place of what {@code Authorization} was set before. */
    public Request basic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        builder.setHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
        return this;
    }

    /** Adds a header; twice the same name sends it twice. */
    public Request header(String name, String value) {
        builder.header(name, value);
        return this;
    }

    /** A JSON body, from anything that Jackson can write. */
    public Request json(Object value) {
        try {
            return rawBody("application/json", MAPPER.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not to be written as JSON: " + value.getClass(), e);
        }
    }

    /** Any body, sent as it is. */
    public Request rawBody(String contentType, byte[] content) {
        builder.setHeader("Content-Type", contentType);
        body = BodyPublishers.ofByteArray(content);
        return this;
    }

    /** A form body. */
    public Request form(String... namesAndValues) {
        return rawBody(
                "application/x-www-form-urlencoded",
                String.join("&", pairs(namesAndValues)).getBytes(StandardCharsets.US_ASCII));
    }

    /** Adds a query parameter. */
    public Request query(String name, String value) {
        query.addAll(pairs(name, value));
        return this;
    }

    /**
     * Sends the request and waits for the whole answer, at most a minute.
     *
     * @throws UncheckedIOException if no answer comes
     */
    public Response send() {
        String separator = address.contains("?") ? "&" : "?";
        String target = query.isEmpty() ? address : address + separator + String.join("&", query);
        HttpRequest request =
                builder.uri(URI.create(target)).method(method, body).build();
        try {
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Response(method + " " + address, answer);
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + method + " " + address, e);
        }
    }

    private static List<String> pairs(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("A name without a value");
        }
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            pairs.add(URLEncoder.encode(namesAndValues[i], StandardCharsets.UTF_8) + "="
                    + URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
        }
        return pairs;
    }
}
