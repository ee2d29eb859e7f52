/** Addresses of our own pages, relative to the console's base address; content.json uses the same. */
export const OVERVIEW_PATH = "security";
export const SIGNING_IN_PATH = "security/signing-in";
export const SESSIONS_PATH = "security/sessions";
export const DEVICES_PATH = "security/devices";
export const API_TOKENS_PATH = "security/api-tokens";
export const PERSONAL_INFO_PATH = "";
export const LOG_PATH = "security/log";

/** Where "Security" in the user's menu leads. */
export const SECURITY_PATH = OVERVIEW_PATH;

/** The console's base path without its last slash, such as `/realms/acme/account`. */
export const basePath = (baseUrl: string) =>
  decodeURIComponent(new URL(baseUrl, window.location.href).pathname).replace(/\/+$/, "");

export const fullPath = (baseUrl: string, path: string) => `${basePath(baseUrl)}/${path}`;
