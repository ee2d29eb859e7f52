package io.github.gatehouse.accountsecurity;

import java.time.Clock;

import jakarta.ws.rs.Path;

import io.github.gatehouse.accountsecurity.device.DevicesResource;
import io.github.gatehouse.accountsecurity.notice.NoticesResource;
import io.github.gatehouse.accountsecurity.notme.NotMeResource;
import io.github.gatehouse.accountsecurity.pin.PinResource;
import io.github.gatehouse.accountsecurity.secondfactor.SecondFactorResource;
import io.github.gatehouse.accountsecurity.securitylog.SecurityLogResource;
import io.github.gatehouse.accountsecurity.session.AutomaticLogoutResource;
import io.github.gatehouse.accountsecurity.session.AutomaticLogoutScriptResource;
import io.github.gatehouse.accountsecurity.session.SessionLimitResource;
import io.github.gatehouse.accountsecurity.session.SessionsResource;
import org.keycloak.models.KeycloakSession;

/**
 * {@code /realms/{realm}/account-security}: users rule the security of their own account. Each part is a resource of its own, which also answers browsers of
 * other origins that ask first.
 */
public final class AccountSecurityResource {

    private final KeycloakSession session;
    private final Clock clock;

    AccountSecurityResource(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    @Path("devices")
    public DevicesResource devices() {
        return new DevicesResource(session, clock);
    }

    @Path("log")
    public SecurityLogResource log() {
        return new SecurityLogResource(session);
    }

    @Path("pin")
    public PinResource pin() {
        return new PinResource(session, clock);
    }

    @Path("sessions")
    public SessionsResource sessions() {
        return new SessionsResource(session, clock);
    }

    @Path("automatic-logout")
    public AutomaticLogoutResource automaticLogout() {
        return new AutomaticLogoutResource(session);
    }

    @Path("automatic-logout/session")
    public SessionLimitResource sessionLimit() {
        return new SessionLimitResource(session, clock);
    }

    @Path("automatic-logout.js")
    public AutomaticLogoutScriptResource automaticLogoutScript() {
        return new AutomaticLogoutScriptResource();
    }

    @Path("notices")
    public NoticesResource notices() {
        return new NoticesResource(session);
    }

    @Path("second-factor")
    public SecondFactorResource secondFactor() {
        return new SecondFactorResource(session, clock);
    }

    @Path("not-me")
    public NotMeResource notMe() {
        return new NotMeResource(session, clock);
    }
}
