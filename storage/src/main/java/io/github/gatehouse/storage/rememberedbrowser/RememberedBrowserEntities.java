package io.github.gatehouse.storage.rememberedbrowser;

import java.util.List;

/** The entities of this package, which stay in it. */
public final class RememberedBrowserEntities {

    public static final List<Class<?>> ALL = List.of(RememberedBrowserEntity.class);

    private RememberedBrowserEntities() {}
}
