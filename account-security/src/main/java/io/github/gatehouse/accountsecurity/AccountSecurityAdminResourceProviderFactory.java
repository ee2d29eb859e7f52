package io.github.gatehouse.accountsecurity;

import com.google.auto.service.AutoService;
import io.github.gatehouse.common.provider.GatehouseProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProvider;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProviderFactory;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** Serves {@code /admin/realms/{realm}/account-security}; the id is the path. */
@AutoService(AdminRealmResourceProviderFactory.class)
public final class AccountSecurityAdminResourceProviderFactory
        implements AdminRealmResourceProviderFactory, GatehouseProviderFactory<AdminRealmResourceProvider> {

    public static final String ID = "account-security";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public AdminRealmResourceProvider create(KeycloakSession session) {
        return new AdminRealmResourceProvider() {
            @Override
            public Object getResource(
                    KeycloakSession adminSession,
                    RealmModel realm,
                    AdminPermissionEvaluator auth,
                    AdminEventBuilder adminEvent) {
                return new AccountSecurityAdminResource(adminSession, realm, auth, adminEvent);
            }

            @Override
            public void close() {}
        };
    }
}
