package io.github.gatehouse.common.settings;

import java.io.Serial;

import io.github.gatehouse.common.http.Refusal;

/** What is stored for a setting is no possible value, for example because a realm was imported with it. Nothing is guessed. */
public final class BadSettingValue extends IllegalStateException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Setting<?> setting;
    private final String stored;

    BadSettingValue(Setting<?> setting, String stored, Throwable cause) {
        super("The setting '" + setting.path() + "' (" + setting.place() + ") is '" + stored + "'", cause);
        this.setting = setting;
        this.stored = stored;
    }

    /** 409 {@code invalid_setting} with the setting, its place, the stored value and what is possible. */
    public Refusal toRefusal() {
        return Refusal.conflict(
                "invalid_setting",
                setting.path(),
                "The setting '" + setting.path() + "' (" + setting.place().replace("`", "") + ") is '" + stored
                        + "'; possible are " + setting.type().possible() + ". An administrator has to correct it.");
    }
}
