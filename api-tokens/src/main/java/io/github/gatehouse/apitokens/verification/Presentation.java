package io.github.gatehouse.apitokens.verification;

import java.util.Optional;

import org.keycloak.models.ClientModel;

/**
 * A token as it is presented.
 *
 * @param token what was sent
 * @param address from where it is used
 * @param audience for which client it is verified; empty if the gateway does not say, which only tokens without an audience of their own survive
 * @param limitUnknown whether unknown tokens count against the address: where whoever presents it has not signed in as a client
 */
public record Presentation(String token, String address, Optional<ClientModel> audience, boolean limitUnknown) {}
