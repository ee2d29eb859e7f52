package io.github.gatehouse.accountsecurity.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatehouse.common.http.Refusal;
import io.github.gatehouse.common.settings.GatehouseSettings;
import io.github.gatehouse.common.settings.Setting;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Changes a realm's settings: all that is asked for, or nothing. */
public final class SettingsEditor {

    private final KeycloakSession session;
    private final RealmModel realm;

    public SettingsEditor(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** The settings as a client is shown them. */
    public ObjectNode show() {
        return SettingsDocument.of(SettingValues.read(session, realm).all());
    }

    /** Finds a setting by its path. */
    public static Optional<Setting<?>> find(String path) {
        return SettingsDocument.find(path);
    }

    /**
     * Changes settings. Where somebody could be doing the same at this moment, to be called in a {@link io.github.gatehouse.accountsecurity.RealmChange}.
     *
     * @param changes new values as they are written in JSON
     * @param ifMatch the versions of the settings that may be changed; null = whatever they are
     * @return what was changed; nothing, if all is as it was
     * @throws Refusal 400 naming the setting; 412, if the version is another
     */
    public SettingsChange change(Map<Setting<?>, JsonNode> changes, String ifMatch) {
        SettingValues before = SettingValues.read(session, realm);
        if (!SettingsVersion.isAllowed(ifMatch, before.version())) {
            throw Refusal.changedMeanwhile(
                    "The settings have been changed since you read them. Read them again, then change them.");
        }
        SettingValues after = before.with(changes);
        List<Setting<?>> changed = after.differencesTo(before);
        new SettingRules(new SettingRules.Environment(hasMailServer(), GatehouseSettings.isGoogleAvailable(session)))
                .check(after, changed);
        after.writeWhatDiffersFrom(before, session, realm);
        return SettingsChange.between(before, after, changed);
    }

    private boolean hasMailServer() {
        String host = realm.getSmtpConfig().get("host");
        return host != null && !host.isBlank();
    }
}
