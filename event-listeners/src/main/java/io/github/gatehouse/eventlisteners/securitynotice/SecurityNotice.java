package io.github.gatehouse.eventlisteners.securitynotice;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.common.events.AdminResourceTypes;
import io.github.gatehouse.common.settings.GatehouseSettings;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.util.JsonSerialization;

/**
 * What a notice says. Plain texts; the templates escape them.
 *
 * @param kind ends the names of the messages: {@code SettingsChanged}, {@code SetupDone} or {@code SetupUndone}
 * @param details one line each
 * @param at when, UTC
 * @param address from where; null if unknown
 * @param adminEmailsBefore the admin e-mail addresses before the change, if it was these that were changed; else empty
 */
record SecurityNotice(String kind, List<String> details, String at, String address, String adminEmailsBefore) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    static SecurityNotice of(AdminEvent event) {
        return new SecurityNotice(
                kind(event),
                details(event),
                TIME.format(Instant.ofEpochMilli(event.getTime())),
                event.getAuthDetails().getIpAddress(),
                representation(event)
                        .path(GatehouseSettings.ADMIN_EMAILS.path())
                        .path("from")
                        .asText());
    }

    private static String kind(AdminEvent event) {
        if (AdminResourceTypes.SETTINGS.equals(event.getResourceTypeAsString())) {
            return "SettingsChanged";
        }
        return event.getOperationType() == OperationType.DELETE ? "SetupUndone" : "SetupDone";
    }

    private static List<String> details(AdminEvent event) {
        JsonNode representation = representation(event);
        List<String> lines = new ArrayList<>();
        if (AdminResourceTypes.SETTINGS.equals(event.getResourceTypeAsString())) {
            for (Map.Entry<String, JsonNode> change : representation.properties()) {
                lines.add(change.getKey() + ": "
                        + told(change.getValue().path("from")) + " → "
                        + told(change.getValue().path("to")));
            }
        } else {
            representation.path("steps").forEach(step -> {
                if (!step.path("outcome").asText().equals("already-so")) {
                    lines.add(step.path("description").asText());
                }
            });
        }
        return List.copyOf(lines);
    }

    private static String told(JsonNode value) {
        return value.isNull() || value.isMissingNode() || value.asText().isEmpty() ? "–" : value.asText();
    }

    private static JsonNode representation(AdminEvent event) {
        try {
            return JsonSerialization.mapper.readTree(
                    event.getRepresentation() == null ? "{}" : event.getRepresentation());
        } catch (IOException e) {
            throw new IllegalStateException("The event was made by Gatehouse itself", e);
        }
    }
}
