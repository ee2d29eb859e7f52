package io.github.gatehouse.storage.lockout;

import java.util.List;

/** The entities of this package, which stay in it. */
public final class LockoutEntities {

    public static final List<Class<?>> ALL = List.of(LockoutEntity.class);

    private LockoutEntities() {}
}
