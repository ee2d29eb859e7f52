package io.github.gatehouse.apitokens.introspection;

import java.net.URI;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.keycloak.services.Urls;

/** The issuer of a realm's tokens, remembered: to build the address anew takes longer than to verify a token. */
final class RealmIssuer {

    /** More than the addresses by which one server is reached; a client that invents host names only pushes out its own. */
    private static final Cache<Key, String> ISSUERS =
            Caffeine.newBuilder().maximumSize(1_000).build();

    private RealmIssuer() {}

    private record Key(URI base, String realm) {}

    /** As Keycloak names it in its access tokens. */
    static String of(URI base, String realm) {
        return ISSUERS.get(new Key(base, realm), key -> Urls.realmIssuer(key.base(), key.realm()));
    }
}
