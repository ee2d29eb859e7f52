package io.github.gatehouse.tests.extension;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import jakarta.persistence.EntityManager;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.InternalServerErrorException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.hibernate.SessionFactory;
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.H2Dialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.stat.Statistics;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/** How many statements this node has sent to the database since somebody first asked: the proof that a call needs none. */
@Produces(MediaType.APPLICATION_JSON)
public final class DatabaseResource {

    private static final Semaphore RELEASED = new Semaphore(0);

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
     * How many rows of a table belong to a realm.
     *
     * @param table a table with a column {@code REALM_ID}
     * @param realm the realm's id
     */
    @GET
    @Path("rows")
    public RowCount rows(@QueryParam("table") String table, @QueryParam("realm") String realm) {
        if (!table.matches("GATEHOUSE_[A-Z_]+")) {
            throw new BadRequestException("Not one of Gatehouse's tables");
        }
        Number rows = (Number) session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .createNativeQuery("select count(*) from " + table + " where REALM_ID = :realm")
                .setParameter("realm", realm)
                .getSingleResult();
        return new RowCount(rows.longValue());
    }

    /**
     * Changes rows behind the server's back, as somebody with access to the database can.
     *
     * @param statement an SQL statement that changes rows of one of Gatehouse's tables, or renames it
     */
    @POST
    @Path("changes")
    @Consumes(MediaType.TEXT_PLAIN)
    public RowCount change(String statement) {
        if (!statement.matches(
                "(update|delete from) GATEHOUSE_[A-Z_]+ .*|alter table GATEHOUSE_[A-Z_]+ rename to GATEHOUSE_[A-Z_]+")) {
            throw new BadRequestException("Not one of Gatehouse's tables");
        }
        return new RowCount(session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .createNativeQuery(statement)
                .executeUpdate());
    }

    /** Makes the database keep what is committed whatever happens to this process. H2 writes a moment later, in this process; all others have done so. */
    @POST
    @Path("checkpoint")
    public void checkpoint() {
        EntityManager entities =
                session.getProvider(JpaConnectionProvider.class).getEntityManager();
        Dialect dialect = entities.getEntityManagerFactory()
                .unwrap(SessionFactoryImplementor.class)
                .getJdbcServices()
                .getDialect();
        if (dialect instanceof H2Dialect) {
            entities.createNativeQuery("checkpoint").executeUpdate();
        }
    }

    /**
     * Locks a realm as somebody does who changes it, until {@link #releaseRealm}, half a minute at most.
     *
     * @param realm the realm's id
     */
    @POST
    @Path("realm-lock")
    public void lockRealm(@QueryParam("realm") String realm) throws InterruptedException {
        KeycloakSessionFactory factory = session.getKeycloakSessionFactory();
        CountDownLatch held = new CountDownLatch(1);
        Thread holder = new Thread(() -> KeycloakModelUtils.runJobInTransaction(factory, own -> {
            own.getProvider(JpaConnectionProvider.class)
                    .getEntityManager()
                    .createNativeQuery("select ID from REALM where ID = :id for update")
                    .setParameter("id", realm)
                    .getSingleResult();
            held.countDown();
            try {
                RELEASED.tryAcquire(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        RELEASED.drainPermits();
        holder.start();
        if (!held.await(10, TimeUnit.SECONDS)) {
            throw new InternalServerErrorException("The realm could not be locked");
        }
    }

    @DELETE
    @Path("realm-lock")
    public void releaseRealm() {
        RELEASED.release();
    }

    /**
     * The size of a part of a table.
     *
     * @param rows number of rows
     */
    public record RowCount(long rows) {}

    /**
     * A reading of the counter.
     *
     * @param statements prepared statements so far
     */
    public record StatementCount(long statements) {}
}
