/**
 * What {@code ./run.sh} starts beside Keycloak: an API that asks Keycloak about each API token, a gateway that does what nginx's
 * {@code auth_request} does, and a mail sink. It shows how to use Gatehouse with unmodified libraries; it is no part of the
 * {@code gatehouse-<version>.zip}.
 */
package io.github.gatehouse.demo;
