/**
 * Tests against a real Keycloak server with Gatehouse in it.
 *
 * <pre>{@code
 * @GatehouseTest
 * class SomethingIT {
 *
 *     @Test
 *     void aUserCanDoSomething(TestRealm realm) {
 *         TestUser alice = realm.user("alice").create();
 *         Response response = realm.http().get("/realms/{realm}/something").bearer(alice.accessToken()).send();
 *         assertThat(response.status()).isEqualTo(200);
 *     }
 * }
 * }</pre>
 */
package io.github.gatehouse.tests.support;
