package io.github.gatehouse.tests.openapi;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

import io.github.gatehouse.tests.openapi.OpenApiDocument.Operation;
import io.github.gatehouse.tests.support.Request;

/** Requests that nobody in their right mind sends, made from what the file says about a call. The same seed makes the same requests. */
final class HostileInput {

    // Left out, because Keycloak 26.7 answers them with a 500 at each of its own calls too, before a resource is asked:
    // a Content-Type that is none,
    // a multipart body that does not end, a form with a broken percent sign, an unsigned JWT without issuer at
    // administration REST; and an
    // X-Forwarded-For of nothing but commas, which is not answered at all.
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\u0000",
            "a\u0000b",
            "\r\nX-Injected: 1",
            "\u001b[31m",
            "\u202eevil\u200b",
            "\ufffe",
            "\ud83d\ude00".repeat(40),
            "<script>alert(1)</script>",
            "' OR '1'='1",
            "%",
            "%00",
            "_%!",
            "../../..",
            "null",
            "-1",
            "1.5",
            "1e400",
            "2147483648",
            "9".repeat(40),
            "a".repeat(3_000));

    private static final List<Object> JSON_VALUES = new ArrayList<>();

    static {
        Collections.addAll(
                JSON_VALUES,
                null,
                true,
                0,
                -1,
                13,
                1.5,
                1e300,
                Long.MAX_VALUE,
                "3",
                "\ud800",
                "x".repeat(15_000),
                List.of(),
                Map.of(),
                List.of("x"),
                List.of(List.of()),
                List.of(Map.of("a", 1)),
                Collections.singletonList(null),
                List.of("\u0000"),
                List.of("\ud800"),
                List.of("10.0.0.0/0", "::/0"),
                Collections.nCopies(60, "10.0.0.1"),
                List.of("1".repeat(10_000)),
                Map.of("$ref", "#"));
    }

    private static final List<String> SEGMENTS = List.of(
            "%20",
            "%00",
            "%2e%2e",
            "%2F",
            "%5c",
            "%0d%0a",
            "%F0%9F%98%80",
            "%E2%80%AE",
            "%C0%AF",
            "%ff",
            "-1",
            ";a=b",
            "*",
            "%25",
            "'%20OR%201=1",
            "a".repeat(2_000));

    private static final List<String> AUTHORIZATIONS = List.of(
            "Bearer",
            "Bearer  ",
            "bearer x",
            "Bearer a.b.c",
            "Bearer gth_" + "0".repeat(49),
            "Bearer " + "a".repeat(3_000),
            "Basic eDp5",
            "Basic %%%",
            "Basic",
            "Digest username=\"x\"",
            ",");

    private static final List<String> HEADER_VALUES =
            List.of("", "*", "\"", "\"x\"", "W/\"x\"", ",,,", "<script>", "a".repeat(3_000));

    private static final List<String> ADDRESSES =
            List.of("<script>", "999.1.1.1", "[::1", "::ffff:10.0.0.1", "1.2.3.4, 5.6.7.8", "a".repeat(500));

    private static final List<String> CONTENT_TYPES =
            List.of("text/plain", "application/xml", "application/json; charset=utf-7", "*/*");

    private static final Object ABSENT = new Object();

    private final Random random;

    HostileInput(long seed) {
        random = new Random(seed);
    }

    /**
     * A change of a request.
     *
     * @param title what it does
     * @param path the path to use, its parameters filled in
     * @param change what is done to the request
     * @param documented whether the answer has to be one of those that the file lists; what is refused before the call is reached need not
     */
    record Attempt(String title, String path, Change change, boolean documented) {}

    /** What is done to a request. */
    interface Change {

        Request to(Request request);
    }

    /** All attempts for a call, in a random order. */
    List<Attempt> attempts(Operation operation, String id, Map<String, ?> validBody) {
        String path = filledIn(operation.path(), id);
        List<Attempt> attempts = new ArrayList<>();
        attempts.add(new Attempt("nothing but the call", path, request -> request, true));
        paths(operation, id, attempts);
        queries(operation, path, attempts);
        headers(operation, path, attempts);
        if (operation.definition().path("requestBody").path("content").has("application/json")) {
            jsonBodies(path, validBody, attempts);
        } else if (operation.definition().has("requestBody")) {
            forms(path, validBody, attempts);
        } else if (operation.method().startsWith("P")) {
            rawBodies(path, attempts);
        }
        Collections.shuffle(attempts, random);
        return attempts;
    }

    private static String filledIn(String path, String id) {
        return path.replace("{id}", id).replace("{userId}", id).replace("{path}", "some/path");
    }

    private void paths(Operation operation, String id, List<Attempt> attempts) {
        for (String parameter : List.of("{id}", "{userId}", "{path}")) {
            if (operation.path().contains(parameter)) {
                SEGMENTS.forEach(segment -> attempts.add(new Attempt(
                        parameter + "=" + shown(segment),
                        filledIn(operation.path().replace(parameter, segment), id),
                        request -> request,
                        false)));
            }
        }
    }

    private void queries(Operation operation, String path, List<Attempt> attempts) {
        operation.parameters().stream()
                .filter(parameter -> parameter.path("in").asText().equals("query"))
                .map(parameter -> parameter.path("name").asText())
                .forEach(name -> {
                    texts().forEach(text -> attempts.add(new Attempt(
                            "?" + name + "=" + shown(text),
                            path,
                            request -> request.query(name, text),
                            isPassedOn(text))));
                    attempts.add(new Attempt(
                            "?" + name + " twice",
                            path,
                            request -> request.query(name, "a").query(name, "b"),
                            true));
                });
    }

    /** Keycloak refuses queries with control characters itself. */
    private static boolean isPassedOn(String text) {
        return text.chars().noneMatch(Character::isISOControl);
    }

    private static void headers(Operation operation, String path, List<Attempt> attempts) {
        operation.parameters().stream()
                .filter(parameter -> parameter.path("in").asText().equals("header"))
                .map(parameter -> parameter.path("name").asText())
                .forEach(name -> HEADER_VALUES.forEach(value -> attempts.add(
                        new Attempt(name + ": " + shown(value), path, request -> request.header(name, value), true))));
        AUTHORIZATIONS.forEach(value -> attempts.add(new Attempt(
                "Authorization: " + shown(value), path, request -> request.header("Authorization", value), false)));
        ADDRESSES.forEach(value -> attempts.add(new Attempt(
                "X-Forwarded-For: " + shown(value), path, request -> request.header("X-Forwarded-For", value), true)));
        attempts.add(new Attempt("Accept: garbage", path, request -> request.header("Accept", "garbage"), false));
    }

    private void jsonBodies(String path, Map<String, ?> valid, List<Attempt> attempts) {
        properties("", valid).forEach(property -> {
            for (Object value : JSON_VALUES) {
                attempts.add(json(path, property + "=" + shown(String.valueOf(value)), with(valid, property, value)));
            }
            texts().forEach(text ->
                    attempts.add(json(path, property + "=" + shown(text), with(valid, property, text))));
            attempts.add(json(path, "without " + property, with(valid, property, ABSENT)));
        });
        attempts.add(json(path, "one property more", with(valid, "unknown\u0000<b>", "x")));
        rawBodies(path, attempts);
    }

    private static Attempt json(String path, String title, Map<String, Object> body) {
        return new Attempt("body with " + title, path, request -> request.json(body), true);
    }

    /** The names of all properties, those of inner objects with points between the levels. */
    private static List<String> properties(String prefix, Map<?, ?> object) {
        List<String> names = new ArrayList<>();
        object.forEach((name, value) -> {
            names.add(prefix + name);
            if (value instanceof Map<?, ?> inner) {
                names.addAll(properties(prefix + name + ".", inner));
            }
        });
        return names;
    }

    private static Map<String, Object> with(Map<?, ?> valid, String property, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>();
        valid.forEach((name, unchanged) -> changed.put((String) name, unchanged));
        int point = property.indexOf('.');
        if (point >= 0 && changed.get(property.substring(0, point)) instanceof Map<?, ?> inner) {
            changed.put(property.substring(0, point), with(inner, property.substring(point + 1), value));
        } else if (value == ABSENT) {
            changed.remove(property);
        } else {
            changed.put(property, value);
        }
        return changed;
    }

    private static void rawBodies(String path, List<Attempt> attempts) {
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        for (String text : List.of(
                "",
                "null",
                "[]",
                "\"x\"",
                "{",
                "{}",
                "{} {}",
                "{\"name\":1,\"name\":2}",
                "[".repeat(8_000),
                "{\"a\":".repeat(3_000),
                "{\"validityMonths\":" + "9".repeat(3_000) + "}",
                "{\"name\":\"\\ud800\"}",
                " ".repeat(17_000) + "{}")) {
            bodies.put(shown(text), text.getBytes(StandardCharsets.UTF_8));
        }
        bodies.put("no UTF-8", new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'});
        bodies.put("UTF-16", "{\"name\":1}".getBytes(StandardCharsets.UTF_16));
        bodies.forEach((title, bytes) -> attempts.add(
                new Attempt("body " + title, path, request -> request.rawBody("application/json", bytes), true)));
        CONTENT_TYPES.forEach(type -> attempts.add(new Attempt(
                "Content-Type: " + type,
                path,
                request -> request.rawBody(type, "{\"name\":\"x\"}".getBytes(StandardCharsets.UTF_8)),
                false)));
    }

    private void forms(String path, Map<String, ?> valid, List<Attempt> attempts) {
        valid.keySet().forEach(field -> {
            texts().forEach(text ->
                    attempts.add(form(path, field + "=" + shown(text), with(valid, field, text), field)));
            Map<String, Object> without = new LinkedHashMap<>(valid);
            without.remove(field);
            attempts.add(form(path, "without " + field, without, null));
            attempts.add(form(path, field + " twice", new LinkedHashMap<>(valid), field));
        });
        for (String raw :
                List.of("", "=", "&&&", "token", "token=%00", "token=%ff%fe", "token=" + "a".repeat(20_000))) {
            attempts.add(new Attempt(
                    "form " + shown(raw),
                    path,
                    request -> request.rawBody(
                            "application/x-www-form-urlencoded", raw.getBytes(StandardCharsets.US_ASCII)),
                    true));
        }
        CONTENT_TYPES.forEach(type -> attempts.add(new Attempt(
                "Content-Type: " + type,
                path,
                request -> request.rawBody(type, "token=x".getBytes(StandardCharsets.US_ASCII)),
                false)));
    }

    private static Attempt form(String path, String title, Map<String, Object> fields, String twice) {
        List<String> pairs = new ArrayList<>();
        fields.forEach((name, value) -> {
            pairs.add(name);
            pairs.add(String.valueOf(value));
        });
        if (title.endsWith(" twice")) {
            pairs.add(twice);
            pairs.add("once more");
        }
        return new Attempt("form with " + title, path, request -> request.form(pairs.toArray(String[]::new)), true);
    }

    /** The fixed texts and a few of random characters. */
    private List<String> texts() {
        List<String> texts = new ArrayList<>(TEXTS);
        for (int i = 0; i < 3; i++) {
            texts.add(random.ints(1 + random.nextInt(80), 1, 0x3000)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining()));
        }
        return texts;
    }

    /** Short and visible, for messages. */
    private static String shown(String text) {
        String escaped = text.chars()
                .limit(40)
                .mapToObj(c -> c > ' ' && c < 0x7f ? Character.toString(c) : "\\u%04x".formatted(c))
                .collect(Collectors.joining());
        return text.length() > 40 ? escaped + "… (" + text.length() + ")" : escaped;
    }
}
