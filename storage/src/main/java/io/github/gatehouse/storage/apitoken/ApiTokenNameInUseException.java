package io.github.gatehouse.storage.apitoken;

import java.io.Serial;

/** The owner already has a token of this name that is not revoked; nothing was stored. */
public final class ApiTokenNameInUseException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    ApiTokenNameInUseException(String name, Throwable cause) {
        super("API token name in use: " + name, cause);
    }
}
