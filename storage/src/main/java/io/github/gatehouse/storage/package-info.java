/** What Gatehouse stores: own tables in Keycloak's database, one package and one store for each feature. Entities never leave this module. */
package io.github.gatehouse.storage;
