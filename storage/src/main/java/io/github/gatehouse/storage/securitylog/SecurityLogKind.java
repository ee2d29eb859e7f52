package io.github.gatehouse.storage.securitylog;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What an entry of the security log tells (rule L1). The names are stored, and other systems read them: they never change. */
public enum SecurityLogKind {
    SIGN_IN(SecurityLogCategory.SIGN_IN),

    SIGN_IN_FAILED(SecurityLogCategory.FAILED_ATTEMPT, SecurityLogOutcome.FAILURE),
    PASSWORD_RESET_FAILED(SecurityLogCategory.FAILED_ATTEMPT, SecurityLogOutcome.FAILURE),
    CREDENTIAL_CHANGE_FAILED(SecurityLogCategory.FAILED_ATTEMPT, SecurityLogOutcome.FAILURE),
    API_TOKEN_REFUSED(SecurityLogCategory.FAILED_ATTEMPT, SecurityLogOutcome.FAILURE),

    BLOCKED(SecurityLogCategory.LOCKOUT, SecurityLogOutcome.ALARM),
    BLOCKED_FOR_GOOD(SecurityLogCategory.LOCKOUT, SecurityLogOutcome.ALARM),
    UNBLOCKED(SecurityLogCategory.LOCKOUT),

    PASSWORD_CHANGED(SecurityLogCategory.PASSWORD),
    PASSWORD_REMOVED(SecurityLogCategory.PASSWORD),
    PASSWORD_RESET_REQUESTED(SecurityLogCategory.PASSWORD),
    ONE_TIME_PASSWORD_MAILED(SecurityLogCategory.PASSWORD),

    SECOND_FACTOR_ADDED(SecurityLogCategory.SECOND_FACTOR),
    SECOND_FACTOR_REMOVED(SecurityLogCategory.SECOND_FACTOR),
    PASSKEY_ADDED(SecurityLogCategory.SECOND_FACTOR),
    PASSKEY_REMOVED(SecurityLogCategory.SECOND_FACTOR),
    PIN_SET(SecurityLogCategory.SECOND_FACTOR),
    PIN_REMOVED(SecurityLogCategory.SECOND_FACTOR),
    CREDENTIAL_ADDED(SecurityLogCategory.SECOND_FACTOR),
    CREDENTIAL_REMOVED(SecurityLogCategory.SECOND_FACTOR),

    SIGNED_OUT(SecurityLogCategory.SESSION),
    SESSION_EXPIRED(SecurityLogCategory.SESSION),
    SESSION_ENDED(SecurityLogCategory.SESSION),
    ALL_SESSIONS_ENDED(SecurityLogCategory.SESSION),

    DEVICE_TRUSTED(SecurityLogCategory.DEVICE),
    DEVICE_TRUST_ENDED(SecurityLogCategory.DEVICE),
    SIGN_IN_SAVED(SecurityLogCategory.DEVICE),
    SAVED_SIGN_IN_ENDED(SecurityLogCategory.DEVICE),
    NEW_DEVICE_DISOWNED(SecurityLogCategory.DEVICE, SecurityLogOutcome.ALARM),
    REMEMBERED_BROWSER_STOLEN(SecurityLogCategory.DEVICE, SecurityLogOutcome.ALARM),

    API_TOKEN_CREATED(SecurityLogCategory.API_TOKEN),
    API_TOKEN_RENEWED(SecurityLogCategory.API_TOKEN),
    API_TOKEN_REVOKED(SecurityLogCategory.API_TOKEN),
    API_TOKEN_REVOKED_BY_HOLDER(SecurityLogCategory.API_TOKEN, SecurityLogOutcome.ALARM),

    ACCOUNT_CREATED(SecurityLogCategory.ACCOUNT),
    ACCOUNT_CHANGED(SecurityLogCategory.ACCOUNT),
    ACCOUNT_DELETED(SecurityLogCategory.ACCOUNT),
    EMAIL_CHANGED(SecurityLogCategory.ACCOUNT),
    EMAIL_VERIFIED(SecurityLogCategory.ACCOUNT),
    IDENTITY_LINKED(SecurityLogCategory.ACCOUNT),
    IDENTITY_UNLINKED(SecurityLogCategory.ACCOUNT),
    ACTIONS_REQUIRED(SecurityLogCategory.ACCOUNT),
    LOG_ERASED(SecurityLogCategory.ACCOUNT, SecurityLogOutcome.ALARM),

    IMPERSONATION_STARTED(SecurityLogCategory.IMPERSONATION),

    ROLES_ADDED(SecurityLogCategory.ADMINISTRATION),
    ROLES_REMOVED(SecurityLogCategory.ADMINISTRATION),
    ADMINISTRATOR_ADDED(SecurityLogCategory.ADMINISTRATION),
    ADMINISTRATOR_REMOVED(SecurityLogCategory.ADMINISTRATION),
    GROUP_JOINED(SecurityLogCategory.ADMINISTRATION),
    GROUP_LEFT(SecurityLogCategory.ADMINISTRATION),
    SETTINGS_CHANGED(SecurityLogCategory.ADMINISTRATION),
    REALM_SET_UP(SecurityLogCategory.ADMINISTRATION),
    REALM_SET_UP_UNDONE(SecurityLogCategory.ADMINISTRATION),
    CONFIGURATION_CHANGED(SecurityLogCategory.ADMINISTRATION);

    private static final Map<String, SecurityLogKind> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(SecurityLogKind::code, Function.identity()));

    private final SecurityLogCategory category;
    private final SecurityLogOutcome outcome;
    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    SecurityLogKind(SecurityLogCategory category) {
        this(category, SecurityLogOutcome.SUCCESS);
    }

    SecurityLogKind(SecurityLogCategory category, SecurityLogOutcome outcome) {
        this.category = category;
        this.outcome = outcome;
    }

    /** Lower case with hyphens: {@code sign-in-failed}. */
    public String code() {
        return code;
    }

    public SecurityLogCategory category() {
        return category;
    }

    public SecurityLogOutcome outcome() {
        return outcome;
    }

    public static Optional<SecurityLogKind> of(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }
}
