package io.github.gatehouse.accountsecurity.device;

import java.util.Optional;

import io.github.gatehouse.storage.rememberedbrowser.BrowserRight;

/**
 * How a way in is named in REST. One browser can be remembered for two things, which are deleted one by one: {@code trusted-device.<id>} and
 * {@code login-token.<id>}. A credential is named by its own id.
 *
 * @param right empty for a credential
 * @param id of the remembered browser or credential
 */
record DeviceId(Optional<BrowserRight> right, String id) {

    private static final String SEPARATOR = ".";

    static DeviceId parse(String text) {
        for (DeviceKind kind : DeviceKind.values()) {
            String prefix = kind + SEPARATOR;
            if (kind.right().isPresent() && text.startsWith(prefix)) {
                return new DeviceId(kind.right(), text.substring(prefix.length()));
            }
        }
        return new DeviceId(Optional.empty(), text);
    }

    static String of(DeviceKind kind, String id) {
        return kind + SEPARATOR + id;
    }
}
