package io.github.gatehouse.storage.notice;

import java.util.List;

/** The entities of this package, which stay in it. */
public final class NoticeEntities {

    public static final List<Class<?>> ALL = List.of(NoticeEntity.class);

    private NoticeEntities() {}
}
