package io.github.gatehouse.common.admin;

import io.github.gatehouse.common.provider.GatehouseProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProvider;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProviderFactory;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** Serves a resource under {@code /admin/realms/{realm}}, at the path that is the provider's id. */
public abstract class AdminResourceProviderFactory
        implements AdminRealmResourceProviderFactory, GatehouseProviderFactory<AdminRealmResourceProvider> {

    /** The resource that answers a call. Keycloak has checked that the caller is an administrator, and nothing else. */
    protected abstract Object resource(AdminCall call);

    @Override
    public final AdminRealmResourceProvider create(KeycloakSession session) {
        return new AdminRealmResourceProvider() {
            @Override
            public Object getResource(
                    KeycloakSession adminSession,
                    RealmModel realm,
                    AdminPermissionEvaluator auth,
                    AdminEventBuilder adminEvent) {
                return resource(new AdminCall(adminSession, realm, auth, adminEvent));
            }

            @Override
            public void close() {}
        };
    }
}
