package io.github.gatehouse.accountsecurity.settings;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatehouse.common.http.Refusal;
import io.github.gatehouse.common.settings.GatehouseSettings;
import io.github.gatehouse.common.settings.Setting;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.KeyUse;
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

    /**
     * The settings at one moment.
     *
     * @param settings as a client is shown them, secrets masked
     * @param version their entity tag
     */
    record Shown(ObjectNode settings, String version) {}

    /** The settings as a client is shown them. */
    public ObjectNode show() {
        return SettingsDocument.of(read().all());
    }

    /** The same, with the version. */
    Shown showWithVersion() {
        SettingValues values = read();
        return new Shown(SettingsDocument.of(values.all()), version(values));
    }

    private SettingValues read() {
        return SettingValues.read(session, realm);
    }

    private String version(SettingValues values) {
        return values.version(() ->
                session.keys().getActiveKey(realm, KeyUse.SIG, Algorithm.HS512).getSecretKey());
    }

    /**
     * Changes settings. Where somebody could be doing the same at this moment, to be called in a {@link io.github.gatehouse.accountsecurity.RealmChange}.
     *
     * @param changes new values as they are written in JSON
     * @param ifMatch the versions of the settings that may be changed; null = whatever they are
     * @return what was changed; nothing, if all is as it was
     * @throws Refusal 400 naming the setting; 412, if the version is another
     */
    SettingsChange change(Map<Setting<?>, JsonNode> changes, String ifMatch) {
        SettingValues before = read();
        if (ifMatch != null && !SettingsVersion.isAllowed(ifMatch, version(before))) {
            throw Refusal.changedMeanwhile(
                    "The settings have been changed since you read them. Read them again, then change them.");
        }
        return change(before, changes);
    }

    /**
     * Changes settings, whatever their version.
     *
     * @param changes makes new values, as they are written in JSON, from what {@link #show()} gives
     * @return what was changed; nothing, if all is as it was
     * @throws Refusal 400 naming the setting; 409, if a stored value is in the way
     */
    public SettingsChange change(Function<ObjectNode, Map<Setting<?>, JsonNode>> changes) {
        SettingValues before = read();
        return change(before, changes.apply(SettingsDocument.of(before.all())));
    }

    private SettingsChange change(SettingValues before, Map<Setting<?>, JsonNode> changes) {
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
