package io.github.gatehouse.storage.securitylog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.core.type.TypeReference;
import org.keycloak.util.JsonSerialization;

/** An entry's details as they are stored: a JSON object of few short texts, in the order of its keys. */
final class EntryDetails {

    private static final int LONGEST = 2_000;

    private EntryDetails() {}

    /** Null if there are none. */
    static String write(Map<String, String> details) {
        SortedMap<String, String> kept = new TreeMap<>();
        details.entrySet().stream().limit(SecurityLogStore.MOST_DETAILS).forEach(detail -> {
            String value = BoundedText.of(detail.getValue(), SecurityLogStore.LONGEST_DETAIL);
            if (value != null) {
                kept.put(detail.getKey(), value);
            }
        });
        if (kept.isEmpty()) {
            return null;
        }
        try {
            String json = JsonSerialization.writeValueAsString(kept);
            if (json.length() > LONGEST) {
                throw new IllegalArgumentException("Too long for the log, a key must be too long: " + kept.keySet());
            }
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, String> read(String json) {
        if (json == null) {
            return Map.of();
        }
        try {
            return JsonSerialization.readValue(json, new TypeReference<TreeMap<String, String>>() {});
        } catch (IOException e) {
            // Not written by us: shown as it is, so that nobody takes an entry that was meddled with for one without.
            return Map.of("unreadable", json);
        }
    }
}
