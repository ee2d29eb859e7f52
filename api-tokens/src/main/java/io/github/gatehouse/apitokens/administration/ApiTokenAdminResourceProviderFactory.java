package io.github.gatehouse.apitokens.administration;

import com.google.auto.service.AutoService;
import io.github.gatehouse.common.admin.AdminCall;
import io.github.gatehouse.common.admin.AdminResourceProviderFactory;
import io.github.gatehouse.common.time.KeycloakClock;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProviderFactory;

/** Serves {@code /admin/realms/{realm}/api-tokens}; the id is the path. */
@AutoService(AdminRealmResourceProviderFactory.class)
public final class ApiTokenAdminResourceProviderFactory extends AdminResourceProviderFactory {

    public static final String ID = "api-tokens";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    protected Object resource(AdminCall call) {
        return new ApiTokenAdminResource(call, KeycloakClock.INSTANCE);
    }
}
