package io.github.gatehouse.storage.jpa;

import java.sql.Connection;

import org.hibernate.Session;
import org.jboss.logging.Logger;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;

/**
 * Warns at start-up when the database's transactions are not READ COMMITTED. Whoever has waited for a lock must then read what the one before has left, and
 * not what was there when the transaction began. H2 and PostgreSQL do so by themselves; MariaDB's default is REPEATABLE READ, and Keycloak leaves it.
 */
final class IsolationWarning {

    private static final Logger LOG = Logger.getLogger(IsolationWarning.class);

    private IsolationWarning() {}

    static void register(KeycloakSessionFactory factory) {
        factory.register(event -> {
            if (event instanceof PostMigrationEvent started) {
                KeycloakModelUtils.runJobInTransaction(started.getFactory(), IsolationWarning::check);
            }
        });
    }

    private static void check(KeycloakSession session) {
        int isolation = session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .unwrap(Session.class)
                .doReturningWork(Connection::getTransactionIsolation);
        if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
            LOG.warn(
                    "The database's transactions are not READ COMMITTED: changes that come at the same moment can undo each other, and the"
                            + " chain of a security log can break. On MariaDB, start Keycloak with"
                            + " --db-url-properties='?transactionIsolation=READ-COMMITTED', or put that into the address in --db-url.");
        }
    }
}
