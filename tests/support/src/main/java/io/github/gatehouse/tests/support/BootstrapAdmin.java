package io.github.gatehouse.tests.support;

/**
 * The first administrator of a test server. Such a server listens on the loopback interface only and lives for one run, so the
 * password is no secret.
 */
final class BootstrapAdmin {

    private BootstrapAdmin() {}

    static String username() {
        return System.getProperty("gatehouse.server.admin.username", "admin");
    }

    static String password() {
        return System.getProperty("gatehouse.server.admin.password", "admin");
    }
}
