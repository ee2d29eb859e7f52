package io.github.gatehouse.accountsecurity.setup;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.gatehouse.common.http.Refusal;
import org.keycloak.models.RealmModel;

/**
 * What set-up has changed in a realm and what was there before, so that it can be undone. Kept in the realm attribute {@value #ATTRIBUTE}, without internal
 * ids, so that it survives an export and an import.
 */
final class SetupMemory {

    static final String ATTRIBUTE = "gatehouse.setup";

    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    /**
     * A value that was changed.
     *
     * @param before what was there; null = nothing
     * @param now what set-up has put there
     */
    record Changed(@JsonProperty("before") String before, @JsonProperty("now") String now) {}

    /**
     * As it is stored.
     *
     * @param changed by name of the {@link RealmProperty}
     * @param flows fingerprints of the flows that were made, by alias
     */
    private record Stored(
            @JsonProperty("changed") Map<String, Changed> changed, @JsonProperty("flows") Map<String, String> flows) {}

    private final Map<String, Changed> changed;
    private final Map<String, String> flows;

    private SetupMemory(Stored stored) {
        this.changed = new LinkedHashMap<>(stored.changed());
        this.flows = new LinkedHashMap<>(stored.flows());
    }

    /**
     * Reads the realm's memory; empty if it was never set up.
     *
     * @throws Refusal 409 {@code invalid_setting}, if somebody has changed the attribute so that it cannot be read
     */
    static SetupMemory of(RealmModel realm) {
        String text = realm.getAttribute(ATTRIBUTE);
        return text == null || text.isBlank()
                ? new SetupMemory(new Stored(Map.of(), Map.of()))
                : new SetupMemory(parsed(text));
    }

    private static Stored parsed(String text) {
        try {
            Stored stored = MAPPER.readValue(text, Stored.class);
            if (stored != null && stored.changed() != null && stored.flows() != null) {
                return stored;
            }
        } catch (JsonProcessingException e) {
            // refused below, like an object that lacks a part
        }
        throw Refusal.conflict(
                "invalid_setting",
                ATTRIBUTE,
                "The realm attribute '" + ATTRIBUTE
                        + "', where Gatehouse keeps what it has changed, cannot be read. Restore it from a"
                        + " realm export, or remove it: then set-up begins anew and what was there before cannot be restored.");
    }

    void save(RealmModel realm) {
        if (changed.isEmpty() && flows.isEmpty()) {
            realm.removeAttribute(ATTRIBUTE);
            return;
        }
        try {
            realm.setAttribute(ATTRIBUTE, MAPPER.writeValueAsString(new Stored(changed, flows)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts can always be written as JSON", e);
        }
    }

    Optional<Changed> changed(RealmProperty property) {
        return Optional.ofNullable(changed.get(property.name()));
    }

    /** Notes a change. What was there before the first one is what is restored. */
    void noteChange(RealmProperty property, String before, String now) {
        Changed first = changed.get(property.name());
        changed.put(property.name(), new Changed(first == null ? before : first.before(), now));
    }

    void forgetChange(RealmProperty property) {
        changed.remove(property.name());
    }

    Optional<String> flow(String alias) {
        return Optional.ofNullable(flows.get(alias));
    }

    void noteFlow(String alias, String fingerprint) {
        flows.put(alias, fingerprint);
    }

    void forgetFlow(String alias) {
        flows.remove(alias);
    }
}
