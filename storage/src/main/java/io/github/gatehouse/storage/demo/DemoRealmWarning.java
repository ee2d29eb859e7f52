package io.github.gatehouse.storage.demo;

import java.util.List;

import org.jboss.logging.Logger;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;

/**
 * Warns when a server holds a demo realm, whose passwords and secrets are public: realm attribute {@value #ATTRIBUTE}{@code =true}. Silent where
 * the environment variable {@value #ENVIRONMENT}{@code =true} says that a demo is what is wanted.
 */
public final class DemoRealmWarning {

    static final String ATTRIBUTE = "gatehouse.demo";
    static final String ENVIRONMENT = "GATEHOUSE_DEMO";

    private static final Logger LOG = Logger.getLogger(DemoRealmWarning.class);

    private DemoRealmWarning() {}

    /** Looks at start-up and whenever a realm is created or imported. */
    public static void register(KeycloakSessionFactory factory) {
        if (!Boolean.parseBoolean(System.getenv(ENVIRONMENT))) {
            factory.register(DemoRealmWarning::onEvent);
        }
    }

    private static void onEvent(ProviderEvent event) {
        if (event instanceof PostMigrationEvent started) {
            KeycloakModelUtils.runJobInTransaction(
                    started.getFactory(), session -> demoRealms(session).forEach(DemoRealmWarning::warn));
        } else if (event instanceof RealmModel.RealmPostCreateEvent created
                && Boolean.parseBoolean(created.getCreatedRealm().getAttribute(ATTRIBUTE))) {
            warn(created.getCreatedRealm().getName());
        }
    }

    private static List<String> demoRealms(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .createQuery(
                        "select r.name from RealmAttributeEntity a join a.realm r"
                                + " where a.name = :name and a.value = 'true'",
                        String.class)
                .setParameter("name", ATTRIBUTE)
                .getResultList();
    }

    private static void warn(String realm) {
        LOG.warnf(
                "The realm '%s' is Gatehouse's demo: its passwords and client secrets are public. Delete it, or set %s=true if this server is"
                        + " a demo and can be reached by nobody else.",
                realm, ENVIRONMENT);
    }
}
