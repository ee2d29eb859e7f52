package io.github.gatehouse.common.time;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.keycloak.common.util.Time;

/** The server's own clock in UTC, so that rules follow a time offset that is set on the server (Keycloak's {@link Time}). */
public final class KeycloakClock extends Clock {

    public static final Clock INSTANCE = new KeycloakClock();

    private KeycloakClock() {}

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.offset(Clock.system(zone), java.time.Duration.ofSeconds(Time.getOffset()));
    }

    @Override
    public long millis() {
        return Time.currentTimeMillis();
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }
}
