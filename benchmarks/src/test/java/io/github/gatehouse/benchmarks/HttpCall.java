package io.github.gatehouse.benchmarks;

/**
 * One request that a load consists of.
 *
 * @param method HTTP method
 * @param path path with query, from the slash on
 * @param authorization value of the header {@code Authorization}, or empty
 * @param form form body, already encoded, or empty
 */
record HttpCall(String method, String path, String authorization, String form) {

    static HttpCall get(String path, String bearer) {
        return new HttpCall("GET", path, "Bearer " + bearer, "");
    }

    /** A line of the file that {@code rotate.lua} reads. */
    String toLine() {
        return String.join("\t", method, path, authorization, form);
    }
}
