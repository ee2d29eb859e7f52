import { Page, useAccountAlerts, useEnvironment, type AccountEnvironment } from "@keycloak/keycloak-account-ui";
import { Card, CardBody, CardTitle, Skeleton, Stack, StackItem } from "@patternfly/react-core";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { listCredentialTypes } from "../../api/credentials";
import { ApiError } from "../../api/http";
import { getPin, type PinState } from "../../api/pin";
import { useLoaded } from "../../api/useLoaded";
import { dropForm, keptForm } from "../../sign-in/pendingForm";
import { LoadFailed } from "../../ui/LoadFailed";
import { PasskeysCard } from "./PasskeysCard";
import { PasswordCard } from "./PasswordCard";
import { PinCard, REMOVE_PIN_BUTTON_ID, SET_PIN_BUTTON_ID } from "./PinCard";
import { PinDialog, SET_PIN } from "./PinDialog";
import { removalOf, RemoveDialog, REMOVE_WAY_IN, type RemoveForm } from "./RemoveDialog";
import { REMOVE_PIN, RemovePinDialog } from "./RemovePinDialog";
import { addedBy, startAction, startedAction } from "./startedAction";
import { TURN_OFF, TurnOffDialog } from "./TurnOffDialog";
import { TURN_OFF_BUTTON_ID, TwoFactorCard } from "./TwoFactorCard";
import { removeId } from "./WayInList";
import { waysInOf } from "./waysIn";

const CARDS_ID = "signing-in-cards";
const SKELETON_CARDS = 3;

type Dialog = { kind: "remove"; id: string } | { kind: "turn-off" } | { kind: "set-pin" } | { kind: "remove-pin" };

export const SigningInPage = () => {
  const { t } = useTranslation();
  const { addAlert } = useAccountAlerts();
  const console = useEnvironment<AccountEnvironment>();
  const [started] = useState(() => startedAction(console));
  const [dialog, setDialog] = useState<Dialog | undefined>(() => {
    const remove = keptForm<RemoveForm>(console, REMOVE_WAY_IN);
    return remove
      ? { kind: "remove", id: remove.id }
      : keptForm(console, TURN_OFF)
        ? { kind: "turn-off" }
        : keptForm(console, SET_PIN)
          ? { kind: "set-pin" }
          : keptForm(console, REMOVE_PIN)
            ? { kind: "remove-pin" }
            : undefined;
  });
  /** Id of what gets the focus when the dialog closes: what opened it, or the cards where that is gone. */
  const opener = useRef(dialog && CARDS_ID);

  useEffect(dropForm, []);

  const [ways, reloadWays] = useLoaded(
    useCallback(async (signal: AbortSignal) => waysInOf(await listCredentialTypes(console, signal)), [console]),
  );
  const [pin, reloadPin] = useLoaded(
    useCallback((signal: AbortSignal) => getPin(console, signal).catch(noPin), [console]),
  );
  const waysIn = ways.state === "ready" ? ways.value : undefined;

  // Says what the page of Keycloak did from which the browser came back. Once: the list is loaded again later.
  const announced = useRef(!started);
  useEffect(() => {
    if (waysIn && started && !announced.current) {
      announced.current = true;
      const added = addedBy(started, waysIn);
      if (added) {
        addAlert(added.label ? t("gatehouseSavedNamed", { name: added.label }) : t("gatehouseSaved"));
      }
    }
  }, [waysIn, started, addAlert, t]);

  const open = (next: Dialog, openerId: string) => {
    opener.current = openerId;
    setDialog(next);
  };
  const close = useCallback(() => setDialog(undefined), []);

  useEffect(() => {
    if (!dialog && opener.current) {
      document.getElementById(opener.current)?.focus();
      opener.current = undefined;
    }
  }, [dialog]);

  const onStart = (action: string) => {
    if (waysIn) {
      void startAction(console, action, waysIn);
    }
  };
  const doneWith = (message: string, reload: () => void) => {
    addAlert(message);
    opener.current = CARDS_ID;
    close();
    reload();
  };
  const onRemove = ({ id }: { id: string }) => open({ kind: "remove", id }, removeId(id));
  const removal = dialog?.kind === "remove" && waysIn ? removalOf(waysIn, dialog.id) : undefined;
  const isPinSet = pin.state === "ready" && !!pin.value?.configured;

  return (
    <Page title={t("gatehouseSigningIn")} description={t("gatehouseSigningInDescription")}>
      {ways.state === "loading" && <CardsSkeleton />}
      {ways.state === "failed" && <LoadFailed title={t("gatehouseSigningInLoadFailed")} onRetry={reloadWays} />}
      {waysIn && (
        <div id={CARDS_ID} tabIndex={-1} className="gatehouse-cards">
          <Stack hasGutter>
            {waysIn.password && (
              <StackItem>
                <PasswordCard password={waysIn.password} onStart={onStart} />
              </StackItem>
            )}
            {(waysIn.apps || waysIn.securityKeys) && (
              <StackItem>
                <TwoFactorCard
                  waysIn={waysIn}
                  onStart={onStart}
                  onRemove={onRemove}
                  onTurnOff={() => open({ kind: "turn-off" }, TURN_OFF_BUTTON_ID)}
                />
              </StackItem>
            )}
            {waysIn.passkeys && (
              <StackItem>
                <PasskeysCard passkeys={waysIn.passkeys} onStart={onStart} onRemove={onRemove} />
              </StackItem>
            )}
            {isOffered(pin) && (
              <StackItem>
                <PinCard
                  pin={pin}
                  onRetry={reloadPin}
                  onSet={() => open({ kind: "set-pin" }, SET_PIN_BUTTON_ID)}
                  onRemove={() => open({ kind: "remove-pin" }, REMOVE_PIN_BUTTON_ID)}
                />
              </StackItem>
            )}
          </Stack>
        </div>
      )}
      {removal && (
        <RemoveDialog
          removal={removal}
          onRemoved={(name) => doneWith(t("gatehouseRemoved", { name }), reloadWays)}
          onClose={close}
        />
      )}
      {dialog?.kind === "turn-off" && (
        <TurnOffDialog onDone={() => doneWith(t("gatehouseTwoFactorTurnedOff"), reloadWays)} onClose={close} />
      )}
      {dialog?.kind === "set-pin" && (
        <PinDialog
          isConfigured={isPinSet}
          onDone={() => doneWith(t("gatehousePinWasSet"), reloadPin)}
          onClose={close}
        />
      )}
      {dialog?.kind === "remove-pin" && (
        <RemovePinDialog onDone={() => doneWith(t("gatehousePinRemoved"), reloadPin)} onClose={close} />
      )}
    </Page>
  );
};

/** Where the realm has no PIN the server answers 404. */
function noPin(error: unknown): undefined {
  if (error instanceof ApiError && error.status === 404) {
    return undefined;
  }
  throw error;
}

type LoadedPin = ReturnType<typeof useLoaded<PinState | undefined>>[0];

const isOffered = (pin: LoadedPin): pin is ReturnType<typeof useLoaded<PinState>>[0] =>
  pin.state !== "ready" || pin.value !== undefined;

/** About as high as the cards that will take its place. */
const CardsSkeleton = () => {
  const { t } = useTranslation();
  return (
    <div className="gatehouse-cards" aria-busy>
      <span className="pf-v5-u-screen-reader" role="status">
        {t("gatehouseLoading")}
      </span>
      <Stack hasGutter>
        {Array.from({ length: SKELETON_CARDS }, (_, card) => (
          <StackItem key={card}>
            <Card>
              <CardTitle>
                <Skeleton width="30%" fontSize="lg" />
              </CardTitle>
              <CardBody>
                <Skeleton width="60%" />
              </CardBody>
            </Card>
          </StackItem>
        ))}
      </Stack>
    </div>
  );
};
