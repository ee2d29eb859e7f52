package io.github.gatehouse.apitokens.administration;

import com.google.auto.service.AutoService;
import io.github.gatehouse.common.provider.GatehouseProviderFactory;
import io.github.gatehouse.common.time.KeycloakClock;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProvider;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProviderFactory;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** Serves {@code /admin/realms/{realm}/api-tokens}; the id is the path. */
@AutoService(AdminRealmResourceProviderFactory.class)
public final class ApiTokenAdminResourceProviderFactory
        implements AdminRealmResourceProviderFactory, GatehouseProviderFactory<AdminRealmResourceProvider> {

    public static final String ID = "api-tokens";

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
                return new ApiTokenAdminResource(adminSession, realm, auth, adminEvent, KeycloakClock.INSTANCE);
            }

            @Override
            public void close() {}
        };
    }
}
