package io.github.gatehouse.storage.onetimepassword;

import java.util.List;

/** The entities of this package, which stay in it. */
public final class OneTimePasswordEntities {

    public static final List<Class<?>> ALL = List.of(OneTimePasswordEntity.class);

    private OneTimePasswordEntities() {}
}
