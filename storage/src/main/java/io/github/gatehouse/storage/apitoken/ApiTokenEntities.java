package io.github.gatehouse.storage.apitoken;

import java.util.List;

/** The entities of this package, which stay in it. */
public final class ApiTokenEntities {

    public static final List<Class<?>> ALL = List.of(ApiTokenEntity.class, ApiTokenSecretEntity.class);

    private ApiTokenEntities() {}
}
