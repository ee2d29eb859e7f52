package io.github.gatehouse.demo;

import com.nimbusds.oauth2.sdk.token.BearerAccessToken;

/**
 * What the reports page keeps of a sign-in, in memory and never in the browser.
 *
 * @param accessToken for the reports API
 * @param idToken as it was sent, to sign out with
 */
record SignedInUser(BearerAccessToken accessToken, String idToken) {}
