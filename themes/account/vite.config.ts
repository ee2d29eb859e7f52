import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import react from "@vitejs/plugin-react";
import { esmExternalRequirePlugin } from "vite";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// Keycloak lets browsers keep content.json for 30 days; its hash in the address makes a new one arrive at once.
const contentHash = createHash("sha256")
  .update(readFileSync(here("public/content.json")))
  .digest("hex")
  .slice(0, 12);

// The page's import map loads these three from the server, the same copies for every console.
const providedByServer = ["react", "react/jsx-runtime", "react-dom"];

export default defineConfig(({ command }) => ({
  base: "",
  define: {
    __CONTENT_HASH__: JSON.stringify(contentHash),
  },
  plugins: [
    react(),
    // A CommonJS dependency that calls require("react") must end up with an import too: browsers know no require.
    ...(command === "build" ? [esmExternalRequirePlugin({ external: providedByServer })] : []),
  ],
  resolve: {
    alias: {
      // The package does not export its style sheet.
      "@keycloak/keycloak-account-ui.css": here(
        "node_modules/@keycloak/keycloak-account-ui/lib/keycloak-account-ui.css",
      ),
    },
  },
  build: {
    outDir: here("../target/classes/theme/gatehouse/account/resources"),
    emptyOutDir: true,
    manifest: true,
    target: "es2022",
    chunkSizeWarningLimit: 3000,
    rolldownOptions: {
      input: here("src/main.tsx"),
      output: {
        // One script: lazy chunks would import the entry by an address without its query string, and run it twice.
        codeSplitting: false,
      },
    },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/test/setup.ts"],
    restoreMocks: true,
    server: {
      deps: {
        // They import style sheets, which only Vite understands.
        inline: [/@keycloak\//, /@patternfly\//],
      },
    },
    testTimeout: 20_000,
  },
}));
