package io.github.gatehouse.accountsecurity.device;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonValue;
import io.github.gatehouse.common.http.Refusal;
import io.github.gatehouse.storage.rememberedbrowser.BrowserRight;

/** What a way in is, in lists and queries; the names never change. */
public enum DeviceKind {
    PASSKEY(null),
    SECURITY_KEY(null),
    TRUSTED_DEVICE(BrowserRight.TRUSTED_DEVICE),
    LOGIN_TOKEN(BrowserRight.LOGIN_TOKEN);

    private final BrowserRight right;

    DeviceKind(BrowserRight right) {
        this.right = right;
    }

    /** The right of a remembered browser; empty for a credential. */
    Optional<BrowserRight> right() {
        return Optional.ofNullable(right);
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Of the query parameter {@code kind}, for deleting all of a kind.
     *
     * @throws Refusal 400, unless it names remembered browsers: credentials are deleted one by one
     */
    static BrowserRight rightOf(String kind) {
        return Arrays.stream(values())
                .filter(value -> value.toString().equals(kind))
                .flatMap(value -> value.right().stream())
                .findFirst()
                .orElseThrow(
                        () -> Refusal.invalid("kind", "'kind' must be " + TRUSTED_DEVICE + " or " + LOGIN_TOKEN + "."));
    }
}
