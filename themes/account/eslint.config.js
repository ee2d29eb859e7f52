import js from "@eslint/js";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["node_modules", "scripts"] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  jsxA11y.flatConfigs.recommended,
  {
    plugins: { "react-hooks": reactHooks },
    rules: {
      "react-hooks/rules-of-hooks": "error",
      "react-hooks/exhaustive-deps": "error",
      "no-console": "error",
      // Everything that reaches the server goes through one file.
      "no-restricted-globals": ["error", { name: "fetch", message: "Use src/api/http.ts." }],
      "no-restricted-imports": [
        "error",
        {
          paths: [
            {
              name: "@keycloak/keycloak-ui-shared",
              message: "account-ui carries its own copy; a second one has a React context of its own and fails.",
            },
          ],
        },
      ],
    },
  },
  {
    files: ["src/api/http.ts"],
    rules: { "no-restricted-globals": "off" },
  },
);
