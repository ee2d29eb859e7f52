package io.github.gatehouse.demo;

import java.net.URI;

import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;

/**
 * What the reports page keeps of a sign-in, in memory and never in the browser.
 *
 * @param realm address of the realm as the browser has it
 * @param accessToken for the reports API
 * @param refreshToken for new tokens, while the user is there
 * @param idToken as it was sent, to sign out with
 */
record SignedInUser(URI realm, BearerAccessToken accessToken, RefreshToken refreshToken, String idToken) {}
