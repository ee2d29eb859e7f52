package io.github.gatehouse.storage.rememberedbrowser;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

import io.github.gatehouse.common.settings.GatehouseSettings;
import io.github.gatehouse.common.settings.RealmSettings;
import io.github.gatehouse.storage.rememberedbrowser.RememberedBrowser.Right;
import org.keycloak.models.RealmModel;

/**
 * For how long rights count: as long as was said when they were given, and never longer than the realm gives now. A realm that shortens the time, or ends it with 0,
 * does so for the rights that are out, too (rules M3, M7).
 *
 * @param trustedDeviceMonths 0 to 12; 0 = devices are never trusted
 * @param loginTokenDays 0 to 365; 0 = there are no login tokens
 */
public record BrowserRights(int trustedDeviceMonths, int loginTokenDays) {

    /**
     * What the realm gives; nothing, if what is stored in the realm is no possible value.
     */
    public static BrowserRights of(RealmModel realm) {
        RealmSettings settings = RealmSettings.of(realm);
        return new BrowserRights(
                settings.getOr(GatehouseSettings.MFA_TRUSTED_DEVICE_MONTHS, 0),
                settings.getOr(GatehouseSettings.LOGIN_TOKEN_DAYS, 0));
    }

    public boolean isGiven(BrowserRight right) {
        return right == BrowserRight.TRUSTED_DEVICE ? trustedDeviceMonths > 0 : loginTokenDays > 0;
    }

    /** A right given now; months are calendar months in UTC. */
    public Right give(BrowserRight right, Instant now) {
        return new Right(now, latestEnd(right, now));
    }

    /** Until when a right counts; empty if it does not count any more. */
    public Optional<Instant> end(RememberedBrowser browser, BrowserRight right, Instant now) {
        return (right == BrowserRight.TRUSTED_DEVICE ? browser.trust() : browser.signIn())
                .map(given -> earlier(given.until(), latestEnd(right, given.since())))
                .filter(now::isBefore);
    }

    private Instant latestEnd(BrowserRight right, Instant since) {
        return right == BrowserRight.TRUSTED_DEVICE
                ? since.atZone(ZoneOffset.UTC).plusMonths(trustedDeviceMonths).toInstant()
                : since.plus(Duration.ofDays(loginTokenDays));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
