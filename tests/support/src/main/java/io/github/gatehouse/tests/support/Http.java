package io.github.gatehouse.tests.support;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;

/** Plain HTTP requests to one server. {@code {realm}} in a path stands for the realm this was made for. Follows no redirect. */
public final class Http {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final URI baseUri;
    private final String realm;

    public Http(URI baseUri, String realm) {
        this.baseUri = baseUri;
        this.realm = realm;
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
     * @param path starts with a slash; characters that a URI does not allow are the caller's to encode
     */
    public Request method(String method, String path) {
        return new Request(CLIENT, method, baseUri + path.replace("{realm}", realm));
    }
}
