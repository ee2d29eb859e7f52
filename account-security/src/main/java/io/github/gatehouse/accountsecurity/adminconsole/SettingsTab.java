package io.github.gatehouse.accountsecurity.adminconsole;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatehouse.accountsecurity.settings.SettingsEditor;
import io.github.gatehouse.common.settings.GatehouseSettings;
import io.github.gatehouse.common.settings.Setting;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.provider.Spi;
import org.keycloak.services.ui.extend.UiTabProvider;
import org.keycloak.services.ui.extend.UiTabSpi;
import org.keycloak.util.JsonSerialization;

/**
 * The settings as the component that Keycloak's administration console keeps for a tab. The component is a mirror: what counts is where the settings themselves
 * are stored, and whenever they change the mirror follows.
 */
public final class SettingsTab {

    /** Id of the component's provider, and key of the tab's title among the messages. */
    public static final String ID = "gatehouse-account-security";

    /** Type of a property that is not shown: Keycloak's console draws nothing for a type that it does not know, and sends the value back as it came (26.7). */
    static final String HIDDEN_TYPE = "gatehouse-hidden";

    /**
     * Name of the property with the values that the form began with. The console sends a form as it was when it was opened, also what has been changed elsewhere
     * since; only with these is it known what was edited.
     */
    static final String FORM_BEGAN_WITH = "formBeganWith";

    private static final String TYPE = UiTabProvider.class.getName();

    private SettingsTab() {}

    /** What is in the tab: all settings that have an effect. */
    static List<Setting<?>> settings() {
        return GatehouseSettings.ALL.stream().filter(Setting::isInEffect).toList();
    }

    /** The name of a setting in the form; the console would take points for levels. */
    static String property(Setting<?> setting) {
        return setting.path().replace('.', '_');
    }

    /** Whether the server shows such tabs at all (Keycloak's feature {@code declarative-ui}). */
    public static boolean isShown(KeycloakSession session) {
        Spi spi = new UiTabSpi();
        return spi.isEnabled()
                && session.getKeycloakSessionFactory().getProviderFactory(UiTabProvider.class, ID) != null;
    }

    public static Optional<ComponentModel> find(RealmModel realm) {
        return realm.getComponentsStream(realm.getId(), TYPE)
                .filter(component -> ID.equals(component.getProviderId()))
                .findFirst();
    }

    /** Makes the component, so that the tab shows the realm's settings when it is opened for the first time. */
    public static void create(KeycloakSession session, RealmModel realm) {
        ComponentModel component = new ComponentModel();
        component.setName(ID);
        component.setParentId(realm.getId());
        component.setProviderType(TYPE);
        component.setProviderId(ID);
        component.setConfig(config(session, realm));
        realm.importComponentModel(component);
    }

    /** Brings the component, if there is one, to what the settings are. */
    public static void follow(KeycloakSession session, RealmModel realm) {
        if (!isShown(session)) {
            return;
        }
        find(realm).ifPresent(component -> {
            MultivaluedHashMap<String, String> config = config(session, realm);
            if (!values(component).equals(values(config))) {
                component.setConfig(config);
                realm.updateComponent(component);
            }
        });
    }

    /** The same for a component that is being made at this moment: changed in the same transaction, it would keep its first values beside the new ones (26.7). */
    static void followAfterCommit(KeycloakSession session, RealmModel realm) {
        KeycloakSessionFactory factory = session.getKeycloakSessionFactory();
        String id = realm.getId();
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                KeycloakModelUtils.runJobInTransaction(factory, own -> {
                    RealmModel current = own.realms().getRealm(id);
                    own.getContext().setRealm(current);
                    follow(own, current);
                });
            }

            @Override
            protected void rollbackImpl() {
                // There is no component then.
            }
        });
    }

    private static MultivaluedHashMap<String, String> config(KeycloakSession session, RealmModel realm) {
        ObjectNode shown = new SettingsEditor(session, realm).show();
        MultivaluedHashMap<String, String> config = new MultivaluedHashMap<>();
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        settings().forEach(setting -> {
            config.putSingle(property(setting), text(shown, setting));
            all.put(property(setting), text(shown, setting));
        });
        config.putSingle(FORM_BEGAN_WITH, all.toString());
        return config;
    }

    /** A setting's value as the form has it; empty if there is none. */
    static String text(ObjectNode shown, Setting<?> setting) {
        JsonNode value = shown.at('/' + setting.path().replace('.', '/'));
        return value.isNull() ? "" : value.asText();
    }

    /** What the form began with that a component was saved from; empty if it does not say. */
    static Optional<Map<Setting<?>, String>> formBeganWith(ComponentModel component) {
        String text = component.getConfig().getFirst(FORM_BEGAN_WITH);
        if (text == null) {
            return Optional.empty();
        }
        try {
            JsonNode all = JsonSerialization.mapper.readTree(text);
            Map<Setting<?>, String> values = new LinkedHashMap<>();
            settings()
                    .forEach(setting ->
                            values.put(setting, all.path(property(setting)).asText()));
            return Optional.of(values);
        } catch (JsonProcessingException e) {
            // Whoever writes the component by hand need not write this.
            return Optional.empty();
        }
    }

    /** The values in a component, by setting; a missing one is empty. */
    static Map<Setting<?>, String> values(ComponentModel component) {
        return values(component.getConfig());
    }

    private static Map<Setting<?>, String> values(MultivaluedHashMap<String, String> config) {
        Map<Setting<?>, String> values = new LinkedHashMap<>();
        settings().forEach(setting -> {
            String value = config.getFirst(property(setting));
            values.put(setting, value == null ? "" : value);
        });
        return values;
    }
}
