package io.github.gatehouse.accountsecurity.adminconsole;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;

import com.google.auto.service.AutoService;
import io.github.gatehouse.accountsecurity.setup.SetupReport;
import io.github.gatehouse.common.http.ErrorRepresentation;
import io.github.gatehouse.common.http.Refusal;
import io.github.gatehouse.common.provider.GatehouseProviderFactory;
import io.github.gatehouse.common.time.KeycloakClock;
import org.jboss.logging.Logger;
import org.keycloak.component.ComponentModel;
import org.keycloak.component.ComponentValidationException;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.services.resources.admin.AdminAuth;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.AdminRoot;
import org.keycloak.services.ui.extend.UiPageProvider;
import org.keycloak.services.ui.extend.UiPageProviderFactory;
import org.keycloak.util.JsonSerialization;

/**
 * Page "Account security set-up" of Keycloak's administration console (rule X1), where the server has the feature {@code declarative-ui}: each entry is a call of
 * set-up with its report. The call is made once the entry is stored, in a transaction of its own.
 */
@AutoService(UiPageProviderFactory.class)
public final class SetupPageProviderFactory
        implements UiPageProviderFactory<ComponentModel>, GatehouseProviderFactory<UiPageProvider> {

    private static final Logger LOG = Logger.getLogger(SetupPageProviderFactory.class);

    private static final Clock CLOCK = KeycloakClock.INSTANCE;

    @Override
    public String getId() {
        return SetupPage.ID;
    }

    @Override
    public String getHelpText() {
        return "Sets this realm up for Gatehouse, shows beforehand what that changes, and undoes it. Each item is one call with its report.";
    }

    @Override
    public UiPageProvider create(KeycloakSession session) {
        return null;
    }

    @Override
    public Map<String, Object> getTypeMetadata() {
        return Map.of("displayFields", List.of(SetupPage.ACTION, SetupPage.OUTCOME, SetupPage.TIME));
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        ProviderConfigProperty action = property(
                SetupPage.ACTION,
                "Action",
                "What saving does. Set-up overwrites nothing that an administrator has decided otherwise, unless you choose so; undoing puts back what was there before.",
                ProviderConfigProperty.LIST_TYPE);
        action.setOptions(SetupPage.Action.texts());
        action.setDefaultValue(SetupPage.Action.texts().get(0));
        ProviderConfigProperty report = property(
                SetupPage.REPORT,
                "Report",
                "What became of each step. Written by Gatehouse once the item is saved: open the item again to read it.",
                ProviderConfigProperty.SCRIPT_TYPE);
        report.setDefaultValue("// Save, go back to the list and open the item: its report will be here.");
        return List.of(
                action,
                property(
                        SetupPage.OUTCOME,
                        "Outcome",
                        "How many steps ended how. Written by Gatehouse.",
                        SettingsTab.HIDDEN_TYPE),
                property(SetupPage.TIME, "Time", "When it was run. Written by Gatehouse.", SettingsTab.HIDDEN_TYPE),
                report);
    }

    private static ProviderConfigProperty property(String name, String label, String help, String type) {
        ProviderConfigProperty property = new ProviderConfigProperty();
        property.setName(name);
        property.setLabel(label);
        property.setHelpText(help);
        property.setType(type);
        return property;
    }

    /** Also for entries that are imported with a realm: those are stored and not run. */
    @Override
    public void validateConfiguration(KeycloakSession session, RealmModel realm, ComponentModel model) {
        if (SetupPage.Action.of(model).isEmpty()) {
            throw new ComponentValidationException(
                    "\"Action\": possible are " + String.join("; ", SetupPage.Action.texts()) + ".");
        }
        if (model.get(SetupPage.OUTCOME) == null) {
            model.put(SetupPage.OUTCOME, SetupPage.NOT_RUN);
        }
    }

    @Override
    public void onCreate(KeycloakSession session, RealmModel realm, ComponentModel model) {
        runAfterCommit(session, realm, model);
    }

    /** Runs again only if something else was chosen: an entry that is opened to read its report and saved must not repeat what it did. */
    @Override
    public void onUpdate(KeycloakSession session, RealmModel realm, ComponentModel oldModel, ComponentModel newModel) {
        if (!SetupPage.Action.of(newModel).equals(SetupPage.Action.of(oldModel))) {
            runAfterCommit(session, realm, newModel);
        }
    }

    private static void runAfterCommit(KeycloakSession session, RealmModel realm, ComponentModel model) {
        RealmModel current = session.getContext().getRealm();
        AdminAuth auth = AdminRoot.authenticateRealmAdminRequest(session);
        session.getContext().setRealm(current);
        AdminEventBuilder adminEvent =
                new AdminEventBuilder(realm, auth, session, session.getContext().getConnection());
        KeycloakSessionFactory factory = session.getKeycloakSessionFactory();
        String realmId = realm.getId();
        String componentId = model.getId();
        SetupPage.Action action = SetupPage.Action.of(model).orElseThrow();
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                run(factory, realmId, componentId, action, adminEvent);
            }

            @Override
            protected void rollbackImpl() {
                // There is no entry then.
            }
        });
    }

    private static void run(
            KeycloakSessionFactory factory,
            String realmId,
            String componentId,
            SetupPage.Action action,
            AdminEventBuilder adminEvent) {
        String outcome;
        Object report;
        try {
            SetupReport done = action.call().run(factory, realmId, adminEvent);
            outcome = SetupPage.outcome(done);
            report = done;
        } catch (Refusal e) {
            outcome = "Refused, nothing is changed";
            report = e.getResponse().getEntity();
        } catch (RuntimeException e) {
            LOG.errorf(
                    e,
                    "Set-up of realm %s, started in the administration console, has failed; nothing of it is stored",
                    realmId);
            outcome = "Failed, nothing is changed";
            report = new ErrorRepresentation("server_error", "The server's log says why.", null);
        }
        report(factory, realmId, componentId, outcome, report);
    }

    private static void report(
            KeycloakSessionFactory factory, String realmId, String componentId, String outcome, Object report) {
        String text = text(report);
        KeycloakModelUtils.runJobInTransaction(factory, own -> {
            RealmModel realm = own.realms().getRealm(realmId);
            ComponentModel component = realm == null ? null : realm.getComponent(componentId);
            if (component != null) {
                own.getContext().setRealm(realm);
                SetupPage.write(component, CLOCK.instant(), outcome, text);
                realm.updateComponent(component);
            }
        });
    }

    private static String text(Object report) {
        try {
            return JsonSerialization.writeValueAsPrettyString(report);
        } catch (IOException e) {
            throw new UncheckedIOException("A report of set-up can always be written", e);
        }
    }
}
