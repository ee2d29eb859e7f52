/** API tokens (rules A1 to A4): made by users in self-service, accepted by introspection, token exchange and gateways, ruled by administrators. */
package io.github.gatehouse.apitokens;
