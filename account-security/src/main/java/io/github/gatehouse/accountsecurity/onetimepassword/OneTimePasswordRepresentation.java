package io.github.gatehouse.accountsecurity.onetimepassword;

/**
 * That a one-time password was mailed; never the password.
 *
 * @param mailedTo the user's e-mail address
 * @param expiresAt from when it is no longer good for a sign-in, ISO 8601
 */
public record OneTimePasswordRepresentation(String mailedTo, String expiresAt) {}
