import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { aSignedInUser, environment } from "../test/console";
import { ApiError, call, FreshSignInRequired, themeFile, type Console } from "./http";
import { joinPath } from "./joinPath";

const fetchMock = vi.fn<(url: URL | string, init?: RequestInit) => Promise<Response>>();
const answer = (status: number, body?: unknown, headers: Record<string, string> = {}) =>
  new Response(body === undefined ? null : JSON.stringify(body), { status, headers });

let user: ReturnType<typeof aSignedInUser>;
let console: Console;
beforeEach(() => {
  vi.stubGlobal("fetch", fetchMock);
  fetchMock.mockReset();
  user = aSignedInUser();
  console = { environment, keycloak: user } as unknown as Console;
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe("calls to the server", () => {
  it("go to the realm, carry the console's token and stay out of caches", async () => {
    fetchMock.mockResolvedValue(answer(200, [1]));
    await expect(call(console, "api-tokens", { query: { first: 0, max: 21 } })).resolves.toEqual([1]);
    const [url, init] = fetchMock.mock.calls[0] ?? [];
    expect(String(url)).toBe("http://localhost:3000/realms/acme/api-tokens?first=0&max=21");
    expect(init).toMatchObject({ cache: "no-store", headers: { authorization: "Bearer access-token" } });
    expect(user.updateToken).toHaveBeenCalledWith(5);
  });

  it("turn an error into its code and field", async () => {
    fetchMock.mockResolvedValue(answer(409, { error: "name_in_use", error_description: "taken", field: "name" }));
    await expect(call(console, "api-tokens")).rejects.toMatchObject({ status: 409, code: "name_in_use", field: "name" });
  });

  it("cope with an error that is no JSON", async () => {
    fetchMock.mockResolvedValue(new Response("<html>Bad gateway</html>", { status: 502 }));
    await expect(call(console, "api-tokens")).rejects.toEqual(new ApiError(502, "unknown_error"));
  });

  it("tell a fresh sign-in from other refusals, with the age that the challenge names", async () => {
    const challenge = 'Bearer error="insufficient_user_authentication", error_description="older", max_age="120"';
    fetchMock.mockResolvedValue(answer(401, {}, { "www-authenticate": challenge }));
    await expect(call(console, "api-tokens")).rejects.toEqual(new FreshSignInRequired(120));
    expect(fetchMock).toHaveBeenCalledOnce();
  });

  it("refresh the token once when it was refused", async () => {
    fetchMock.mockResolvedValueOnce(answer(401, { error: "invalid_token" })).mockResolvedValueOnce(answer(200, "ok"));
    await expect(call(console, "api-tokens")).resolves.toBe("ok");
    expect(user.updateToken.mock.calls).toEqual([[5], [-1]]);
  });

  it("do not go round in circles when it stays refused", async () => {
    fetchMock.mockImplementation(async () => answer(401, { error: "invalid_token" }));
    await expect(call(console, "api-tokens")).rejects.toMatchObject({ status: 401 });
    expect(fetchMock).toHaveBeenCalledTimes(2);
  });

  it("lead to the sign-in page when the session is over", async () => {
    user.updateToken.mockRejectedValue(new Error("session ended"));
    void call(console, "api-tokens");
    await vi.waitFor(() => expect(user.login).toHaveBeenCalledOnce());
    expect(fetchMock).not.toHaveBeenCalled();
  });

  it("fetch files of the theme under an address that changes with the build", async () => {
    fetchMock.mockResolvedValue(answer(200, []));
    await themeFile(console, "content.json", "abc123", new AbortController().signal);
    expect(fetchMock.mock.calls[0]?.[0]).toBe("/resources/abcde/account/gatehouse/content.json?abc123");
  });
});

describe("joinPath", () => {
  it("puts exactly one slash between two parts", () => {
    expect(joinPath("http://host/auth/", "/realms/", "acme")).toBe("http://host/auth/realms/acme");
  });
});
