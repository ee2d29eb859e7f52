package io.github.gatehouse.tests.extension;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import jakarta.persistence.EntityManager;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.github.gatehouse.storage.notice.JpaNoticeStore;
import org.keycloak.common.util.Time;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Claims notices as the senders of two nodes do that have both found the same one before either claims it. */
@Produces(MediaType.APPLICATION_JSON)
public final class NoticeResource {

    private static final int SENDERS = 2;
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** What this node's own sender has put off, or is about to put off, is due for these. */
    private static final Duration EARLY = Duration.ofHours(1);

    private final KeycloakSession session;

    NoticeResource(KeycloakSession session) {
        this.session = session;
    }

    /**
     * Lets two senders claim what waits in the realm, at the same moment.
     *
     * @return by how many of them a notice was claimed
     */
    @POST
    @Path("claims")
    public Claims claim() throws InterruptedException, ExecutionException {
        KeycloakSessionFactory factory = session.getKeycloakSessionFactory();
        String realmId = session.getContext().getRealm().getId();
        CountDownLatch bothHaveRead = new CountDownLatch(SENDERS);
        Callable<Boolean> sender = () ->
                KeycloakModelUtils.runJobInTransactionWithResult(factory, own -> isClaimed(own, realmId, bothHaveRead));
        ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
        try {
            int claims = 0;
            for (Future<Boolean> claimed : threads.invokeAll(List.of(sender, sender))) {
                if (claimed.get()) {
                    claims++;
                }
            }
            return new Claims(claims);
        } finally {
            threads.shutdown();
        }
    }

    private static boolean isClaimed(KeycloakSession own, String realmId, CountDownLatch bothHaveRead) {
        Instant now = Instant.ofEpochMilli(Time.currentTimeMillis()).plus(EARLY);
        List<String> otherRealms = own.realms()
                .getRealmsStream()
                .map(RealmModel::getId)
                .filter(id -> !id.equals(realmId))
                .toList();
        return new JpaNoticeStore(meeting(own, bothHaveRead))
                .claim(now, now.plus(EARLY), otherRealms)
                .isPresent();
    }

    /** The session with a database whose first update waits until the other sender is about to make its own. */
    private static KeycloakSession meeting(KeycloakSession own, CountDownLatch bothHaveRead) {
        EntityManager entities = own.getProvider(JpaConnectionProvider.class).getEntityManager();
        EntityManager meeting = proxy(EntityManager.class, (proxy, method, arguments) -> {
            if (method.getName().equals("createQuery")
                    && arguments[0] instanceof String query
                    && query.startsWith("update")) {
                bothHaveRead.countDown();
                if (!bothHaveRead.await(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IllegalStateException("The other sender has found no notice");
                }
            }
            return invoke(entities, method, arguments);
        });
        JpaConnectionProvider database = proxy(
                JpaConnectionProvider.class,
                (proxy, method, arguments) -> method.getName().equals("getEntityManager") ? meeting : null);
        return proxy(
                KeycloakSession.class,
                (proxy, method, arguments) ->
                        method.getName().equals("getProvider") && arguments[0] == JpaConnectionProvider.class
                                ? database
                                : invoke(own, method, arguments));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /**
     * What came of it.
     *
     * @param claims how many senders have a notice to send now
     */
    public record Claims(int claims) {}
}
