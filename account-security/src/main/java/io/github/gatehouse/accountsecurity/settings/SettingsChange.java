package io.github.gatehouse.accountsecurity.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.common.settings.Setting;

/**
 * What was changed, as administrators are told; secrets are masked.
 *
 * @param changes by path
 */
public record SettingsChange(Map<String, OldAndNew> changes) {

    /**
     * One value.
     *
     * @param from as it was; null if there was none, or one that could not be read
     * @param to as it is now
     */
    public record OldAndNew(JsonNode from, JsonNode to) {}

    static SettingsChange between(SettingValues before, SettingValues after, List<Setting<?>> changed) {
        Map<String, OldAndNew> changes = new LinkedHashMap<>();
        changed.forEach(
                setting -> changes.put(setting.path(), new OldAndNew(before.shown(setting), after.shown(setting))));
        return new SettingsChange(changes);
    }
}
