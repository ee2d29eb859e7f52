import { render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { createInstance } from "i18next";
import { I18nextProvider, initReactI18next } from "react-i18next";
import { describe, expect, it, vi } from "vitest";

import { expectAccessible } from "../test/accessibility";
import { messagesOf } from "../test/messageFiles";
import { takeSignedOut } from "./leave";
import { SignedOut } from "./SignedOut";

describe("after automatic logout (S3)", () => {
  it("says why, and leads to the sign-in page", async () => {
    const i18n = createInstance();
    await i18n.use(initReactI18next).init({
      lng: "en",
      nsSeparator: false,
      resources: { en: { translation: Object.fromEntries(messagesOf("en")) } },
    });
    const onSignIn = vi.fn();
    render(
      <I18nextProvider i18n={i18n}>
        <SignedOut limit={900_000} onSignIn={onSignIn} />
      </I18nextProvider>,
    );
    expect(screen.getByRole("heading", { name: "You were signed out" })).toBeInTheDocument();
    expect(screen.getByText(/15 minutes/)).toBeInTheDocument();
    await expectAccessible();
    await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
    expect(onSignIn).toHaveBeenCalledOnce();
  });

  it("says it once", () => {
    expect(takeSignedOut()).toBeUndefined();
    sessionStorage.setItem("gatehouse.signed-out", "900000");
    expect(takeSignedOut()).toBe(900_000);
    expect(takeSignedOut()).toBeUndefined();
  });
});
