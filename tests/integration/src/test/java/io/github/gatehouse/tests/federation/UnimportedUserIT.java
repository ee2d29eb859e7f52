package io.github.gatehouse.tests.federation;

import io.github.gatehouse.tests.support.Directory;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestRealm;
import org.junit.jupiter.api.DisplayName;

@GatehouseTest
@DisplayName("Users of a directory that Keycloak does not import")
class UnimportedUserIT extends UsersWhosePasswordStays {

    @Override
    Directory directoryOf(TestRealm realm) {
        return Directory.withoutImport(realm);
    }
}
