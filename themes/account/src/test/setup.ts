import "@testing-library/jest-dom/vitest";

import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

configure({
  // Machines that build several modules at once are slow.
  asyncUtilTimeout: 5000,
  // The whole page as text says little and takes long to print.
  getElementError: (message) => new Error(message ?? "not found"),
});

afterEach(() => {
  cleanup();
  sessionStorage.clear();
  localStorage.clear();
});
