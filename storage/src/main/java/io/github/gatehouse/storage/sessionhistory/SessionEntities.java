package io.github.gatehouse.storage.sessionhistory;

import java.util.List;

/** The entities of this package, which stay in it. */
public final class SessionEntities {

    public static final List<Class<?>> ALL =
            List.of(SessionEntity.class, AutomaticLogoutEntity.class, RealmSignOutEntity.class);

    private SessionEntities() {}
}
