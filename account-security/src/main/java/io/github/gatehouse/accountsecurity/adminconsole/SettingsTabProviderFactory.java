package io.github.gatehouse.accountsecurity.adminconsole;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.auto.service.AutoService;
import io.github.gatehouse.accountsecurity.settings.SettingsAudit;
import io.github.gatehouse.accountsecurity.settings.SettingsChange;
import io.github.gatehouse.accountsecurity.settings.SettingsEditor;
import io.github.gatehouse.common.http.Refusal;
import io.github.gatehouse.common.provider.GatehouseProviderFactory;
import io.github.gatehouse.common.settings.Setting;
import io.github.gatehouse.common.settings.SettingTypes;
import org.keycloak.component.ComponentModel;
import org.keycloak.component.ComponentValidationException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.services.resources.admin.AdminRoot;
import org.keycloak.services.ui.extend.UiTabProvider;
import org.keycloak.services.ui.extend.UiTabProviderFactory;

/** Tab "Account security" in the realm settings of Keycloak's administration console (rule X2), where the server has the feature {@code declarative-ui}. */
@AutoService(UiTabProviderFactory.class)
public final class SettingsTabProviderFactory
        implements UiTabProviderFactory<ComponentModel>, GatehouseProviderFactory<UiTabProvider> {

    @Override
    public String getId() {
        return SettingsTab.ID;
    }

    @Override
    public String getHelpText() {
        return "Gatehouse's settings of the realm.";
    }

    @Override
    public String getPath() {
        return "/:realm/realm-settings/:tab?";
    }

    @Override
    public Map<String, String> getParams() {
        return Map.of("tab", SettingsTab.ID);
    }

    @Override
    public UiTabProvider create(KeycloakSession session) {
        return null;
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return Stream.concat(
                        SettingsTab.settings().stream().map(SettingsTabProviderFactory::property),
                        Stream.of(formBeganWith()))
                .toList();
    }

    private static ProviderConfigProperty formBeganWith() {
        ProviderConfigProperty property = new ProviderConfigProperty();
        property.setName(SettingsTab.FORM_BEGAN_WITH);
        property.setLabel("Values the form began with");
        property.setHelpText("Kept by Gatehouse, and not shown in the form.");
        property.setType(SettingsTab.HIDDEN_TYPE);
        return property;
    }

    private static <T> ProviderConfigProperty property(Setting<T> setting) {
        List<String> choices = SettingTypes.choices(setting.type());
        ProviderConfigProperty property = new ProviderConfigProperty();
        property.setName(SettingsTab.property(setting));
        property.setLabel(setting.label());
        property.setHelpText(setting.help());
        property.setDefaultValue(
                setting.absent() == null ? null : setting.type().format(setting.absent()));
        if (!choices.isEmpty()) {
            property.setType(ProviderConfigProperty.LIST_TYPE);
            property.setOptions(choices);
        } else {
            property.setType(
                    switch (setting.type().name()) {
                        case "boolean" -> ProviderConfigProperty.BOOLEAN_TYPE;
                        case "integer" -> ProviderConfigProperty.INTEGER_TYPE;
                        case "number" -> ProviderConfigProperty.NUMBER_TYPE;
                        default -> ProviderConfigProperty.STRING_TYPE;
                    });
        }
        return property;
    }

    /** The first saving in a realm whose tab was never opened after set-up: the form began with the defaults, so only what differs from those was meant. */
    @Override
    public void onCreate(KeycloakSession session, RealmModel realm, ComponentModel model) {
        Map<Setting<?>, String> defaults = new LinkedHashMap<>();
        SettingsTab.settings().forEach(setting -> defaults.put(setting, absent(setting)));
        change(session, realm, defaults, SettingsTab.values(model));
        SettingsTab.followAfterCommit(session, realm);
    }

    private static <T> String absent(Setting<T> setting) {
        return setting.absent() == null ? "" : setting.type().format(setting.absent());
    }

    /** What differs from what the form began with was meant; what somebody else has changed since the form was opened is left. */
    @Override
    public void onUpdate(KeycloakSession session, RealmModel realm, ComponentModel oldModel, ComponentModel newModel) {
        Map<Setting<?>, String> began =
                SettingsTab.formBeganWith(newModel).orElseGet(() -> SettingsTab.values(oldModel));
        change(session, realm, began, SettingsTab.values(newModel));
    }

    private static void change(
            KeycloakSession session, RealmModel realm, Map<Setting<?>, String> from, Map<Setting<?>, String> to) {
        Map<Setting<?>, String> edited = new LinkedHashMap<>(to);
        edited.entrySet().removeIf(one -> one.getValue().equals(from.get(one.getKey())));
        if (edited.isEmpty()) {
            return;
        }
        try {
            SettingsChange change = new SettingsEditor(session, realm).change(shown -> changes(edited, shown));
            if (!change.changes().isEmpty()) {
                RealmModel current = session.getContext().getRealm();
                SettingsAudit.tell(session, realm, AdminRoot.authenticateRealmAdminRequest(session), change);
                session.getContext().setRealm(current);
            }
        } catch (Refusal e) {
            throw new ComponentValidationException(e.description());
        }
    }

    private static Map<Setting<?>, JsonNode> changes(Map<Setting<?>, String> edited, ObjectNode shown) {
        Map<Setting<?>, JsonNode> changes = new LinkedHashMap<>();
        edited.forEach((setting, text) -> {
            if (!text.equals(SettingsTab.text(shown, setting))) {
                changes.put(setting, parsed(setting, text));
            }
        });
        return changes;
    }

    private static <T> JsonNode parsed(Setting<T> setting, String text) {
        if (text.isEmpty() && setting.isOptional()) {
            return NullNode.getInstance();
        }
        try {
            return setting.type().toJson(setting.type().parse(text));
        } catch (IllegalArgumentException e) {
            throw new ComponentValidationException("\"" + setting.label() + "\": possible are "
                    + setting.type().possible() + ".");
        }
    }
}
