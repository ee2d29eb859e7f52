package io.github.gatehouse.eventlisteners.notice;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.common.events.AdminResourceTypes;
import io.github.gatehouse.common.settings.GatehouseSettings;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.util.JsonSerialization;

/**
 * What an admin event about Gatehouse itself says to the realm's administrators.
 *
 * @param kind {@code settings-changed}, {@code setup-done} or {@code setup-undone}
 * @param content but for the administrator's name
 * @param adminEmailsBefore the admin e-mail addresses before the change, if it was these that were changed; else empty
 */
record SecurityNotice(String kind, NoticeContent content, String adminEmailsBefore) {

    static SecurityNotice of(AdminEvent event) {
        return new SecurityNotice(
                kind(event),
                new NoticeContent(values(event), details(event)),
                representation(event)
                        .path(GatehouseSettings.ADMIN_EMAILS.path())
                        .path("from")
                        .asText());
    }

    /** When and from where something was done. */
    static Map<String, String> values(AdminEvent event) {
        Map<String, String> values = new HashMap<>();
        values.put(NoticeContent.AT, NoticeContent.time(Instant.ofEpochMilli(event.getTime())));
        if (event.getAuthDetails() != null && event.getAuthDetails().getIpAddress() != null) {
            values.put(NoticeContent.ADDRESS, event.getAuthDetails().getIpAddress());
        }
        return values;
    }

    private static String kind(AdminEvent event) {
        if (AdminResourceTypes.SETTINGS.equals(event.getResourceTypeAsString())) {
            return "settings-changed";
        }
        return event.getOperationType() == OperationType.DELETE ? "setup-undone" : "setup-done";
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
        return value.isNull() || value.isMissingNode() || value.asText().isEmpty()
                ? NoticeContent.UNKNOWN
                : value.asText();
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
