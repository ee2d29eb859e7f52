package io.github.gatehouse.tests.support;

/** Requests with the bearer token of the server's first administrator. Paths are relative to the part of REST this was made for. */
public final class AdminApi {

    private final Http http;
    private final String prefix;
    private final AdminToken token;

    AdminApi(Http http, String prefix, AdminToken token) {
        this.http = http;
        this.prefix = prefix;
        this.token = token;
    }

    public Request get(String path) {
        return method("GET", path);
    }

    public Request post(String path) {
        return method("POST", path);
    }

    public Request put(String path) {
        return method("PUT", path);
    }

    public Request delete(String path) {
        return method("DELETE", path);
    }

    /**
     * A request with any method.
     *
     * @param path starts with a slash, or is empty
     */
    public Request method(String method, String path) {
        return http.method(method, prefix + path).bearer(token.value());
    }

    /** The same for a part of REST below this one. */
    AdminApi below(String path) {
        return new AdminApi(http, prefix + path, token);
    }

    /** Ends the administrator's session; the next call makes another one. */
    public void signOut() {
        String session =
                new Tokens(token.value(), null, null).claims().get("sid").asText();
        http.method("DELETE", "/admin/realms/master/sessions/" + session)
                .bearer(token.value())
                .send()
                .expect(204);
        token.forget();
    }

    /** The administrator's access token, for tests that build their own request. */
    public String accessToken() {
        return token.value();
    }
}
