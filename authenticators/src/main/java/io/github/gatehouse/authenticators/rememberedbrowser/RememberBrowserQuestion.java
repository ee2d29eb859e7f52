package io.github.gatehouse.authenticators.rememberedbrowser;

import java.util.Set;

import io.github.gatehouse.storage.rememberedbrowser.BrowserRight;
import io.github.gatehouse.storage.rememberedbrowser.BrowserRights;
import io.github.gatehouse.storage.rememberedbrowser.BrowserUse;

/** What the form of {@link RememberBrowserAuthenticator} shows. Public, because FreeMarker reads it. */
public final class RememberBrowserQuestion {

    private final Set<BrowserRight> offer;
    private final BrowserRights rights;
    private final BrowserUse here;

    private RememberBrowserQuestion(Set<BrowserRight> offer, BrowserRights rights, BrowserUse here) {
        this.offer = offer;
        this.rights = rights;
        this.here = here;
    }

    static RememberBrowserQuestion of(Set<BrowserRight> offer, BrowserRights rights, BrowserUse here) {
        return new RememberBrowserQuestion(offer, rights, here);
    }

    /** The name of the check box. */
    static String field(BrowserRight right) {
        return right == BrowserRight.TRUSTED_DEVICE ? "trustDevice" : "keepSignedIn";
    }

    public boolean isTrustOffered() {
        return offer.contains(BrowserRight.TRUSTED_DEVICE);
    }

    public boolean isLoginTokenOffered() {
        return offer.contains(BrowserRight.LOGIN_TOKEN);
    }

    public int getMonths() {
        return rights.trustedDeviceMonths();
    }

    public int getDays() {
        return rights.loginTokenDays();
    }

    /** Empty if unknown. */
    public String getBrowser() {
        return here.browser() == null ? "" : here.browser();
    }

    /** Empty if unknown. */
    public String getSystem() {
        return here.system() == null ? "" : here.system();
    }
}
