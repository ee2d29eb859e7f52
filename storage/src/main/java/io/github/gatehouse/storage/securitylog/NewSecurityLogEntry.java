package io.github.gatehouse.storage.securitylog;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What has happened, to be put into a realm's security log. Texts are cleaned and cut by the store: nothing that anybody sends can keep an entry from being stored.
 *
 * @param userId in whose log; empty if in the realm's only
 * @param actor by whom, if not by that user
 * @param impersonated whether the actor was signed in as the user
 * @param address from where; null if unknown
 * @param browser name of the browser, as it says itself; null if unknown
 * @param system name of the operating system, as the browser says itself; null if unknown
 * @param clientId the application; null if none
 * @param sessionId the user session; null if none
 * @param details few and short; keys in lower case. At most {@value SecurityLogStore#MOST_DETAILS} are kept, with values of at most
 *     {@value SecurityLogStore#LONGEST_DETAIL} characters
 */
public record NewSecurityLogEntry(
        String realmId,
        Optional<String> userId,
        SecurityLogKind kind,
        Instant at,
        Optional<SecurityLogPerson> actor,
        boolean impersonated,
        String address,
        String browser,
        String system,
        String clientId,
        String sessionId,
        Map<String, String> details) {

    /** The same with one more detail, which is kept rather than any other. */
    public NewSecurityLogEntry with(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>();
        more.put(key, value);
        more.putAll(details);
        return new NewSecurityLogEntry(
                realmId, userId, kind, at, actor, impersonated, address, browser, system, clientId, sessionId, more);
    }
}
