package io.github.gatehouse.storage.jpa;

import java.util.List;
import java.util.stream.Stream;

import io.github.gatehouse.storage.apitoken.ApiTokenEntities;
import io.github.gatehouse.storage.credentialuse.CredentialUseEntities;
import io.github.gatehouse.storage.knownbrowser.KnownBrowserEntities;
import io.github.gatehouse.storage.lockout.LockoutEntities;
import io.github.gatehouse.storage.notice.NoticeEntities;
import io.github.gatehouse.storage.onetimepassword.OneTimePasswordEntities;
import io.github.gatehouse.storage.rememberedbrowser.RememberedBrowserEntities;
import io.github.gatehouse.storage.secondfactor.SecondFactorEntities;
import io.github.gatehouse.storage.securitylog.SecurityLogEntities;
import io.github.gatehouse.storage.sessionhistory.SessionEntities;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;

/** Adds Gatehouse's entities and tables ({@code GATEHOUSE_…}) to Keycloak's. */
final class GatehouseJpaEntityProvider implements JpaEntityProvider {

    @Override
    public List<Class<?>> getEntities() {
        return Stream.of(
                        ApiTokenEntities.ALL,
                        LockoutEntities.ALL,
                        RememberedBrowserEntities.ALL,
                        SecondFactorEntities.ALL,
                        CredentialUseEntities.ALL,
                        SecurityLogEntities.ALL,
                        SessionEntities.ALL,
                        NoticeEntities.ALL,
                        KnownBrowserEntities.ALL,
                        OneTimePasswordEntities.ALL)
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public String getChangelogLocation() {
        return "META-INF/gatehouse-changelog.xml";
    }

    @Override
    public String getFactoryId() {
        return GatehouseJpaEntityProviderFactory.ID;
    }

    @Override
    public void close() {}
}
