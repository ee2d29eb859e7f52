package io.github.gatehouse.common.settings;

import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Session durations (rule S4), which Keycloak itself keeps and enforces. */
enum SessionDurationStorage implements SettingStorage<Duration> {
    WITHOUT_SAVING_LOGIN(
            "the realm's `ssoSessionMaxLifespan`",
            RealmModel::getSsoSessionMaxLifespan,
            RealmModel::setSsoSessionMaxLifespan),

    /** A session of a saved login ends a fixed time after sign-in, active or not: no idle time of its own is shorter. */
    WITH_SAVING_LOGIN(
            "the realm's `ssoSessionMaxLifespanRememberMe` and `ssoSessionIdleTimeoutRememberMe`",
            SessionDurationStorage::savedLogin,
            SessionDurationStorage::setSavedLogin);

    private final String place;
    private final ToIntFunction<RealmModel> reader;
    private final BiConsumer<RealmModel, Integer> writer;

    SessionDurationStorage(String place, ToIntFunction<RealmModel> reader, BiConsumer<RealmModel, Integer> writer) {
        this.place = place;
        this.reader = reader;
        this.writer = writer;
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public Duration read(KeycloakSession session, RealmModel realm) {
        return Duration.ofSeconds(reader.applyAsInt(realm));
    }

    @Override
    public void write(KeycloakSession session, RealmModel realm, Duration value) {
        writer.accept(realm, Math.toIntExact(value.toSeconds()));
    }

    /** 0 means to Keycloak: as without saving the login. */
    private static int savedLogin(RealmModel realm) {
        int own = realm.getSsoSessionMaxLifespanRememberMe();
        return own == 0 ? realm.getSsoSessionMaxLifespan() : own;
    }

    private static void setSavedLogin(RealmModel realm, int seconds) {
        realm.setSsoSessionMaxLifespanRememberMe(seconds);
        realm.setSsoSessionIdleTimeoutRememberMe(seconds);
    }
}
