package io.github.gatehouse.accountsecurity;

import com.google.auto.service.AutoService;
import io.github.gatehouse.common.admin.AdminCall;
import io.github.gatehouse.common.admin.AdminResourceProviderFactory;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProviderFactory;

/** Serves {@code /admin/realms/{realm}/account-security}; the id is the path. */
@AutoService(AdminRealmResourceProviderFactory.class)
public final class AccountSecurityAdminResourceProviderFactory extends AdminResourceProviderFactory {

    public static final String ID = "account-security";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    protected Object resource(AdminCall call) {
        return new AccountSecurityAdminResource(call);
    }
}
