package io.github.gatehouse.tests.support;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test class against a real Keycloak server with Gatehouse in it. Constructors, life-cycle methods and tests may ask for
 * {@link TestRealm} (a fresh realm of this class), {@link TestServer}, {@link MailSink} and {@link Browser} as parameters.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(GatehouseExtension.class)
public @interface GatehouseTest {

    /** How the server is to be built and started. All classes with the same profile share one server. */
    Class<? extends ServerProfile> profile() default DefaultProfile.class;

    /**
     * Whether the class gets a server of its own, which ends with the class. Only such a server can be {@linkplain TestServer#restart()
     * restarted}. It costs a start, so leave it out wherever a realm of one's own is enough.
     */
    boolean ownServer() default false;
}
