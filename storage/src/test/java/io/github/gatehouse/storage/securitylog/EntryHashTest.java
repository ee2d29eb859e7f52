package io.github.gatehouse.storage.securitylog;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The hash of an entry")
class EntryHashTest {

    private static final List<Consumer<SecurityLogEntity>> IMPERSONAL = List.of(
            e -> e.id = "x",
            e -> e.realmId = "x",
            e -> e.at++,
            e -> e.category = "x",
            e -> e.kind = "x",
            e -> e.outcome = "x",
            e -> e.actorId = "x",
            e -> e.actorRealmId = "x",
            e -> e.impersonated = true,
            e -> e.personalHash = "x");

    private static final List<Consumer<SecurityLogEntity>> PERSONAL = List.of(
            e -> e.salt = "x",
            e -> e.userId = "x",
            e -> e.userId = null,
            e -> e.address = "x",
            e -> e.browser = "x",
            e -> e.system = "x",
            e -> e.clientId = "x",
            e -> e.sessionId = "x",
            e -> e.details = "x");

    private static SecurityLogEntity entry() {
        SecurityLogEntity entry = new SecurityLogEntity();
        entry.id = "019392a0-0000-7000-8000-000000000001";
        entry.realmId = "realm";
        entry.at = 1_700_000_000_000L;
        entry.category = "sign-in";
        entry.kind = "sign-in";
        entry.outcome = "success";
        entry.salt = "00112233445566778899aabbccddeeff";
        entry.userId = "user";
        entry.address = "192.0.2.1";
        entry.browser = "Firefox";
        entry.system = "Linux";
        entry.clientId = "client";
        entry.sessionId = "session";
        entry.details = "{\"a\":\"b\"}";
        entry.personalHash = EntryHash.personal(entry);
        return entry;
    }

    @Test
    void isAnotherWithEachField() {
        Set<String> hashes = new HashSet<>();
        hashes.add(EntryHash.chained(EntryHash.NONE, 1, entry()));
        hashes.add(EntryHash.chained(EntryHash.NONE, 2, entry()));
        hashes.add(EntryHash.chained("f".repeat(64), 1, entry()));
        IMPERSONAL.forEach(change -> {
            SecurityLogEntity changed = entry();
            change.accept(changed);
            hashes.add(EntryHash.chained(EntryHash.NONE, 1, changed));
        });
        assertThat(hashes).hasSize(IMPERSONAL.size() + 3);
    }

    @Test
    void isAnotherWithEachPersonalField() {
        Set<String> hashes = new HashSet<>();
        hashes.add(EntryHash.personal(entry()));
        PERSONAL.forEach(change -> {
            SecurityLogEntity changed = entry();
            change.accept(changed);
            hashes.add(EntryHash.personal(changed));
        });
        assertThat(hashes).hasSize(PERSONAL.size() + 1);
    }

    @Test
    void tellsFieldsApartThatReadTheSameOneAfterTheOther() {
        SecurityLogEntity one = entry();
        one.browser = "ab";
        one.system = "c";
        SecurityLogEntity other = entry();
        other.browser = "a";
        other.system = "bc";
        assertThat(EntryHash.personal(one)).isNotEqualTo(EntryHash.personal(other));
    }

    @Test
    void neverChangesBetweenVersions() {
        assertThat(EntryHash.personal(entry()))
                .isEqualTo("61704decc8099ca5ae7ebcb1055db7cc407978e4497376939cbd18a26da17a71");
        assertThat(EntryHash.chained(EntryHash.NONE, 1, entry()))
                .isEqualTo("7391fd9b943277a42779a0a7d34dea56e243387db6f6142a47f2e86051f24ad4");
    }
}
