package io.github.gatehouse.accountsecurity.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatehouse.common.http.Refusal;
import io.github.gatehouse.common.settings.GatehouseSettings;
import io.github.gatehouse.common.settings.Setting;

/** The settings as one JSON object, whose levels are the parts of the settings' paths. */
final class SettingsDocument {

    private static final Map<String, Setting<?>> BY_PATH =
            GatehouseSettings.ALL.stream().collect(Collectors.toUnmodifiableMap(Setting::path, setting -> setting));

    /** {@code signOn}, {@code signOn.oauth2}, {@code mfa} …: paths that hold others. */
    private static final Set<String> GROUPS =
            BY_PATH.keySet().stream().flatMap(SettingsDocument::groupsOf).collect(Collectors.toUnmodifiableSet());

    private static final int LONGEST_NAME_TOLD = 64;

    private SettingsDocument() {}

    private static Stream<String> groupsOf(String path) {
        return IntStream.range(0, path.length())
                .filter(i -> path.charAt(i) == '.')
                .mapToObj(i -> path.substring(0, i));
    }

    /** The object with these values; secrets are masked by their type. */
    static ObjectNode of(Map<Setting<?>, Object> values) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        values.forEach((setting, value) -> {
            ObjectNode level = document;
            String[] names = setting.path().split("\\.", -1);
            for (int i = 0; i < names.length - 1; i++) {
                level = level.withObjectProperty(names[i]);
            }
            level.set(names[names.length - 1], SettingValues.toJson(setting, value));
        });
        return document;
    }

    /**
     * What a client wants to change.
     *
     * @param document a part of the object that {@link #of} makes
     * @throws Refusal 400 naming the path, if there is a name that is no setting
     */
    static Map<Setting<?>, JsonNode> changes(ObjectNode document) {
        Map<Setting<?>, JsonNode> changes = new LinkedHashMap<>();
        collect("", document, changes);
        return changes;
    }

    private static void collect(String prefix, ObjectNode level, Map<Setting<?>, JsonNode> changes) {
        for (Entry<String, JsonNode> property : level.properties()) {
            String path = prefix + property.getKey();
            Setting<?> setting = BY_PATH.get(path);
            if (setting != null) {
                changes.put(setting, property.getValue());
            } else if (!GROUPS.contains(path)) {
                throw Refusal.invalid(told(path), "There is no such setting.");
            } else if (property.getValue() instanceof ObjectNode group) {
                collect(path + '.', group, changes);
            } else {
                throw Refusal.invalid(path, "'" + path + "' must be an object.");
            }
        }
    }

    private static String told(String path) {
        return path.length() > LONGEST_NAME_TOLD ? path.substring(0, LONGEST_NAME_TOLD) : path;
    }
}
