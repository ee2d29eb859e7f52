package io.github.gatehouse.accountsecurity.device;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A stored way in (rule M6). Times are ISO 8601, UTC; what is not known is null.
 *
 * @param id for deleting it
 * @param label what to call it: the name that the user gave, or browser and system
 * @param provider who makes the passkey or security key, as far as its model tells
 * @param browser name of the browser that last used it, as it says itself
 * @param system its operating system, as it says itself
 * @param current whether this very request comes from the remembered browser
 */
public record DeviceRepresentation(
        @JsonProperty("id") String id,
        @JsonProperty("kind") DeviceKind kind,
        @JsonProperty("label") String label,
        @JsonProperty("provider") String provider,
        @JsonProperty("createdAt") String createdAt,
        @JsonProperty("lastUsedAt") String lastUsedAt,
        @JsonProperty("lastUsedAddress") String lastUsedAddress,
        @JsonProperty("userAgent") String userAgent,
        @JsonProperty("browser") String browser,
        @JsonProperty("system") String system,
        @JsonProperty("expiresAt") String expiresAt,
        @JsonProperty("current") boolean current) {

    static String time(Instant time) {
        return time == null ? null : time.toString();
    }
}
