package io.github.gatehouse.storage.secondfactor;

import java.util.List;

/** The entities of this package, which stay in it. */
public final class SecondFactorEntities {

    public static final List<Class<?>> ALL = List.of(SecondFactorGraceEntity.class);

    private SecondFactorEntities() {}
}
