package io.github.gatehouse.common.settings;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import org.keycloak.models.KeycloakSession;

import static io.github.gatehouse.common.settings.SettingTypes.emailAddresses;
import static io.github.gatehouse.common.settings.SettingTypes.hours;
import static io.github.gatehouse.common.settings.SettingTypes.integer;
import static io.github.gatehouse.common.settings.SettingTypes.onOff;
import static io.github.gatehouse.common.settings.SettingTypes.oneOf;
import static io.github.gatehouse.common.settings.SettingTypes.secret;
import static io.github.gatehouse.common.settings.SettingTypes.text;
import static io.github.gatehouse.common.settings.SettingTypes.webAddress;

/** All settings of a realm. Paths never change: they are names in REST and of realm attributes. */
public final class GatehouseSettings {

    private static final int MOST_DAYS = 3_650;
    private static final int MOST_HOURS = 8_760;

    public static final Setting<SignOnMethod> SIGN_ON_METHOD = Setting.of("signOn.method", oneOf(SignOnMethod.class))
            .keptOnly()
            .label("Sign-on method")
            .help("How the realm's users sign in; only embedded is possible so far.")
            .orElse(SignOnMethod.EMBEDDED);

    public static final Setting<SignOnFlow> SIGN_ON_FLOW = Setting.of("signOn.oauth2.flow", oneOf(SignOnFlow.class))
            .storedIn(new SignOnServerStorage<>("gatehouse.flow", oneOf(SignOnFlow.class)))
            .keptOnly()
            .label("Flow")
            .help("How the sign-on server hands out its answer.")
            .orElse(SignOnFlow.AUTHORIZATION_CODE);

    public static final Setting<SignOnClientType> SIGN_ON_CLIENT_TYPE = Setting.of(
                    "signOn.oauth2.clientType", oneOf(SignOnClientType.class))
            .storedIn(new SignOnServerStorage<>("gatehouse.clientType", oneOf(SignOnClientType.class)))
            .keptOnly()
            .label("Client type")
            .help("Whether the client at the sign-on server has a secret.")
            .orElse(SignOnClientType.CONFIDENTIAL);

    public static final Setting<String> SIGN_ON_CLIENT_ID = Setting.of(
                    "signOn.oauth2.clientId", text("texts without control characters"))
            .storedIn(new SignOnServerStorage<>("clientId", text("texts without control characters")))
            .keptOnly()
            .label("Client")
            .help("The client id at the sign-on server.")
            .optional();

    public static final Setting<String> SIGN_ON_CLIENT_SECRET = Setting.of("signOn.oauth2.clientSecret", secret())
            .storedIn(new SignOnServerStorage<>("clientSecret", secret()))
            .keptOnly()
            .label("Client secret")
            .help(
                    "The secret of a confidential client at the sign-on server, or a reference to a vault, `${vault.name}`. Never shown again.")
            .optional();

    public static final Setting<String> SIGN_ON_URL = Setting.of("signOn.oauth2.url", webAddress())
            .storedIn(new SignOnServerStorage<>("authorizationUrl", webAddress()))
            .keptOnly()
            .label("Address")
            .help("Where the sign-on server asks users to sign in.")
            .optional();

    public static final Setting<Boolean> SIGN_ON_GOOGLE = Setting.of("signOn.google", onOff())
            .storedIn(new GoogleSignInStorage())
            .label("Sign in via Google")
            .help(
                    "Whether users may sign in via Google. Needs an identity provider of type Google with the alias google in the realm.")
            .orElse(Boolean.FALSE);

    public static final Setting<Integer> EMAIL_CONFIRMATION_DAYS = Setting.of(
                    "emailConfirmationDays", integer(1, MOST_DAYS))
            .keptOnly()
            .label("Days to confirm an e-mail address")
            .help("After how many days the link in an invitation or an e-mail confirmation expires. Empty: never.")
            .optional();

    public static final Setting<Boolean> PASSWORD_EXPIRY_ENABLED = Setting.of("passwordExpiry.enabled", onOff())
            .storedIn(new PasswordExpiryStorage.Enabled())
            .label("Passwords expire")
            .help(
                    "Whether a password must be changed after some time. NIST SP 800-63B-4 and OWASP ASVS advise against it.")
            .orElse(Boolean.FALSE);

    public static final Setting<Integer> PASSWORD_EXPIRY_DAYS = Setting.of(
                    "passwordExpiry.days", PasswordExpiryStorage.TYPE)
            .storedIn(new PasswordExpiryStorage.Days())
            .label("Days until a password expires")
            .help("After how many days a password must be changed.")
            .orElse(PasswordExpiryStorage.DEFAULT_DAYS);

    public static final Setting<Integer> PASSWORD_EXPIRY_NOTICE_DAYS = Setting.of(
                    "passwordExpiry.noticeDays", integer(0, MOST_DAYS))
            .keptOnly()
            .label("Days of notice")
            .help("How many days before its password expires a user is reminded at sign-in.")
            .orElse(14);

    public static final Setting<Boolean> DEACTIVATION_ENABLED = Setting.of("deactivation.enabled", onOff())
            .keptOnly()
            .label("Deactivate unused accounts")
            .help("Whether users who have not signed in for a long time are deactivated.")
            .orElse(Boolean.FALSE);

    public static final Setting<Integer> DEACTIVATION_DAYS = Setting.of("deactivation.days", integer(1, MOST_DAYS))
            .keptOnly()
            .label("Days until deactivation")
            .help("After how many days without a sign-in a user is deactivated.")
            .orElse(365);

    public static final Setting<Boolean> MFA_MANDATORY = Setting.of("mfa.mandatory", onOff())
            .label("Two-factor authentication is mandatory")
            .help("Whether every user of the realm needs a second factor.")
            .orElse(Boolean.FALSE);

    public static final Setting<Integer> MFA_GRACE_DAYS = Setting.of("mfa.graceDays", integer(0, 365))
            .label("Days of grace for two-factor authentication")
            .help(
                    "For how many days users can put off setting up a mandatory second factor, from the first time they are asked.")
            .orElse(0);

    public static final Setting<Integer> MFA_TRUSTED_DEVICE_MONTHS = Setting.of(
                    "mfa.trustedDeviceMonths", integer(0, 12))
            .label("Months a device is trusted")
            .help(
                    "For how many months the second factor is not asked for on a trusted device. 0: devices are never trusted.")
            .orElse(1);

    public static final Setting<Boolean> LOCKOUT_ENABLED = Setting.of("lockout.enabled", onOff())
            .label("Block users after failed sign-ins")
            .help(
                    "Whether Gatehouse blocks users after 5 failed attempts, twice as long after every further 5. Needs the realm's brute-force detection to be on, whose own rules then do not count.")
            .orElse(Boolean.FALSE);

    public static final Setting<Integer> LOCKOUT_MAX_BLOCK_HOURS = Setting.of(
                    "lockout.maxBlockHours", integer(1, MOST_HOURS))
            .label("Longest block (hours)")
            .help("How long a user is blocked at most, however many attempts have failed.")
            .orElse(24);

    public static final Setting<Integer> PIN_MAX_AGE_SECONDS = Setting.of("pin.maxAgeSeconds", integer(60, 86_400))
            .label("Seconds a PIN counts")
            .help("For how many seconds after the PIN was entered an application that demands it is satisfied.")
            .orElse(300);

    public static final Setting<Duration> SESSION_WITHOUT_SAVING_LOGIN = Setting.of(
                    "sessionDuration.withoutSavingLoginHours", hours(1, MOST_HOURS))
            .storedIn(SessionDurationStorage.WITHOUT_SAVING_LOGIN)
            .label("Session without saving the login (hours)")
            .help("After how many hours at most a user has to sign in again, however active.")
            .orElse(Duration.ofHours(4));

    public static final Setting<Duration> SESSION_WITH_SAVING_LOGIN = Setting.of(
                    "sessionDuration.withSavingLoginHours", hours(1, MOST_HOURS))
            .storedIn(SessionDurationStorage.WITH_SAVING_LOGIN)
            .label("Session with saving the login (hours)")
            .help("How many hours after sign-in a session of a saved login (\"Remember me\") ends, active or not.")
            .orElse(Duration.ofHours(12));

    public static final Setting<Integer> LOGIN_TOKEN_DAYS = Setting.of("loginTokens.days", integer(0, 365))
            .label("Days a login token is valid")
            .help(
                    "For how many days a browser can keep a login token, with which a user returns without typing the password. 0: never.")
            .orElse(0);

    public static final Setting<String> ADMIN_EMAILS = Setting.of("adminEmails", emailAddresses())
            .label("Admin e-mail addresses")
            .help("Who gets the realm's security notices. Several addresses are separated by ;.")
            .orElse("");

    public static final Setting<Integer> API_TOKENS_MAX_VALIDITY_MONTHS = Setting.of(
                    "apiTokens.maxValidityMonths", integer(1, 12))
            .label("Longest validity of API tokens (months)")
            .help(
                    "The longest validity that a user can choose. Tokens that are out keep theirs; it counts again when they are renewed.")
            .orElse(12);

    public static final Setting<Integer> API_TOKENS_REQUESTS_PER_MINUTE = Setting.of(
                    "apiTokens.requestsPerMinute", integer(1, 6_000))
            .keptOnly()
            .label("Requests per minute and API token")
            .help("How many requests a minute can be made with one API token.")
            .orElse(60);

    public static final Setting<String> API_TOKENS_PREFIX = Setting.of(
                    "apiTokens.prefix",
                    text(
                            Pattern.compile("[a-z][a-z0-9]{1,15}"),
                            "2 to 16 lower-case letters and digits, a letter first"))
            .label("Prefix of API tokens")
            .help(
                    "Beginning of new and renewed API tokens, for people and secret scanners. Tokens with another prefix go on working.")
            .orElse("gth");

    public static final Setting<Integer> API_TOKENS_MAX_PER_USER = Setting.of("apiTokens.maxPerUser", integer(1, 1_000))
            .label("API tokens per user")
            .help("How many API tokens a user can have that are not revoked; expired ones count.")
            .orElse(100);

    public static final Setting<String> API_TOKENS_EXCLUDED_ROLES = Setting.of(
                    "apiTokens.excludedRoles",
                    text(
                            "role names separated by commas; client roles as client/role; with * at the end for all that begin so"))
            .label("Roles no API token can be used for")
            .help(
                    "Besides those that are always excluded. Counts at once, also for tokens that are out. Role names separated by commas, client roles as client/role, * at the end for all that begin so.")
            .orElse("");

    public static final Setting<Boolean> USERNAMES_CASE_SENSITIVE = Setting.of("usernames.caseSensitive", onOff())
            .keptOnly()
            .label("Case matters in user names")
            .help(
                    "Whether a user has to type the name at sign-in as it was registered. Two names that differ only in case cannot both exist either way.")
            .orElse(Boolean.FALSE);

    public static final Setting<Integer> HISTORY_RETENTION_DAYS = Setting.of(
                    "history.retentionDays", integer(1, MOST_DAYS))
            .label("Days of history")
            .help("For how many days ended sessions, entries of the security log and ended API tokens are kept.")
            .orElse(365);

    /** In the order in which they are shown, and written: where one depends on another, it comes later. */
    public static final List<Setting<?>> ALL = List.of(
            SIGN_ON_METHOD,
            SIGN_ON_FLOW,
            SIGN_ON_CLIENT_TYPE,
            SIGN_ON_CLIENT_ID,
            SIGN_ON_CLIENT_SECRET,
            SIGN_ON_URL,
            SIGN_ON_GOOGLE,
            EMAIL_CONFIRMATION_DAYS,
            PASSWORD_EXPIRY_ENABLED,
            PASSWORD_EXPIRY_DAYS,
            PASSWORD_EXPIRY_NOTICE_DAYS,
            DEACTIVATION_ENABLED,
            DEACTIVATION_DAYS,
            MFA_MANDATORY,
            MFA_GRACE_DAYS,
            MFA_TRUSTED_DEVICE_MONTHS,
            LOCKOUT_ENABLED,
            LOCKOUT_MAX_BLOCK_HOURS,
            PIN_MAX_AGE_SECONDS,
            SESSION_WITHOUT_SAVING_LOGIN,
            SESSION_WITH_SAVING_LOGIN,
            LOGIN_TOKEN_DAYS,
            ADMIN_EMAILS,
            API_TOKENS_MAX_VALIDITY_MONTHS,
            API_TOKENS_REQUESTS_PER_MINUTE,
            API_TOKENS_PREFIX,
            API_TOKENS_MAX_PER_USER,
            API_TOKENS_EXCLUDED_ROLES,
            USERNAMES_CASE_SENSITIVE,
            HISTORY_RETENTION_DAYS);

    private GatehouseSettings() {}

    /** Whether "sign in via Google" can be switched on in the session's realm (rule O4). */
    public static boolean isGoogleAvailable(KeycloakSession session) {
        return GoogleSignInStorage.isAvailable(session);
    }
}
