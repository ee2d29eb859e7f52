package io.github.gatehouse.apitokens.verification;

import java.util.Collection;
import java.util.List;

import io.github.gatehouse.apitokens.format.SecretHash;
import org.keycloak.cluster.ClusterEvent;
import org.keycloak.cluster.ClusterProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.cache.infinispan.events.CacheKeyInvalidatedEvent;

/**
 * Tells all nodes, this one included, to forget secrets. Carried by Keycloak's own event for an invalid cache key: the cluster can only send what the
 * server has a marshaller for, and a provider JAR cannot add one.
 */
final class SecretInvalidation {

    static final String EVENT_KEY = "gatehouse-api-token-secrets";

    private SecretInvalidation() {}

    static void listen(KeycloakSession session, ApiTokenCache cache) {
        session.getProvider(ClusterProvider.class).registerListener(EVENT_KEY, event -> {
            if (event instanceof CacheKeyInvalidatedEvent invalidated) {
                cache.forget(List.of(SecretHash.ofHex(invalidated.getId())));
            }
        });
    }

    static void announce(KeycloakSession session, Collection<String> secretHashes) {
        List<ClusterEvent> events = secretHashes.stream()
                .<ClusterEvent>map(CacheKeyInvalidatedEvent::new)
                .toList();
        session.getProvider(ClusterProvider.class).notify(EVENT_KEY, events, false);
    }
}
