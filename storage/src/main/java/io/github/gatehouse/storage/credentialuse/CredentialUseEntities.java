package io.github.gatehouse.storage.credentialuse;

import java.util.List;

/** The entities of this package, which stay in it. */
public final class CredentialUseEntities {

    public static final List<Class<?>> ALL = List.of(CredentialUseEntity.class);

    private CredentialUseEntities() {}
}
