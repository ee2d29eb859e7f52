package io.github.gatehouse.storage.securitylog;

import java.util.List;

/** The entities of this package, which stay in it. */
public final class SecurityLogEntities {

    public static final List<Class<?>> ALL = List.of(SecurityLogEntity.class, SecurityLogChainEntity.class);

    private SecurityLogEntities() {}
}
