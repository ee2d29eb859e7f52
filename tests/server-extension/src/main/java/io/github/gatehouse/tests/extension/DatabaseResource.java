package io.github.gatehouse.tests.extension;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** How many statements this node has sent to the database since somebody first asked: the proof that a call needs none. */
@Produces(MediaType.APPLICATION_JSON)
public final class DatabaseResource {

    private final KeycloakSession session;

    DatabaseResource(KeycloakSession session) {
        this.session = session;
    }

    @GET
    public StatementCount statements() {
        Statistics statistics = session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .getEntityManagerFactory()
                .unwrap(SessionFactory.class)
                .getStatistics();
        statistics.setStatisticsEnabled(true);
        return new StatementCount(statistics.getPrepareStatementCount());
    }

    /**
     * A reading of the counter.
     *
     * @param statements prepared statements so far
     */
    public record StatementCount(long statements) {}
}
