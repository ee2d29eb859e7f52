package io.github.gatehouse.storage.credentialuse;

import java.util.Map;

import io.github.gatehouse.storage.rememberedbrowser.BrowserUse;

/** When and from where passkeys and security keys were last used (rule M6), which Keycloak itself does not keep. A row ends with its user and its realm. */
public interface CredentialUseStore {

    /** The last uses of the user's credentials, by the credential's id. */
    Map<String, BrowserUse> ofUser(String realmId, String userId);

    void record(String realmId, String userId, String credentialId, BrowserUse use);

    void delete(String realmId, String userId, String credentialId);

    void deleteOfUser(String realmId, String userId);

    void deleteOfRealm(String realmId);
}
