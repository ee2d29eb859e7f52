package io.github.gatehouse.storage.knownbrowser;

import java.util.List;

/** The entities of this package, which stay in it. */
public final class KnownBrowserEntities {

    public static final List<Class<?>> ALL = List.of(KnownBrowserEntity.class);

    private KnownBrowserEntities() {}
}
