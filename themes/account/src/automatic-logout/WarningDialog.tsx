import { Alert, Button, Modal, ModalVariant, Text, TextContent } from "@patternfly/react-core";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { useSubmit } from "../api/useSubmit";
import { formatSeconds } from "../ui/dates";

const STAY_BUTTON_ID = "stay-signed-in";
const SECOND = 1000;

/** Seconds left at which screen readers tell the time: each second would leave no time for anything else. */
const ANNOUNCED = [60, 30, 10];

type WarningDialogProps = {
  /** When the session is over, in milliseconds. */
  endsAt: number;
  /** Resolves to whether the server has been told. */
  onStay: () => Promise<boolean>;
  onSignOut: () => void;
};

export const WarningDialog = ({ endsAt, onStay, onSignOut }: WarningDialogProps) => {
  const { t, i18n } = useTranslation();
  const secondsLeft = useSecondsLeft(endsAt);
  const [announced, setAnnounced] = useState(secondsLeft);
  const [hasFailed, setHasFailed] = useState(false);
  const { isSubmitting, submit } = useSubmit(
    useCallback(async () => {
      setHasFailed(false);
      if (!(await onStay())) {
        setHasFailed(true);
      }
    }, [onStay]),
  );
  if (announced !== secondsLeft && ANNOUNCED.includes(secondsLeft)) {
    setAnnounced(secondsLeft);
  }
  const text = (seconds: number) => t("gatehouseStillThereBody", { time: formatSeconds(seconds, i18n.language) });
  return (
    <Modal
      className="gatehouse-dialog"
      variant={ModalVariant.small}
      title={t("gatehouseStillThereTitle")}
      titleIconVariant="warning"
      isOpen
      // Whoever closes it is there.
      onClose={() => void submit()}
      elementToFocus={`#${STAY_BUTTON_ID}`}
      actions={[
        <Button
          key="stay"
          id={STAY_BUTTON_ID}
          onClick={() => void submit()}
          isLoading={isSubmitting}
          aria-disabled={isSubmitting}
        >
          {t("gatehouseStaySignedIn")}
        </Button>,
        <Button key="sign-out" variant="link" onClick={onSignOut}>
          {t("gatehouseSignOutNow")}
        </Button>,
      ]}
    >
      {hasFailed && (
        <Alert
          className="pf-v5-u-mb-md"
          variant="danger"
          isInline
          component="p"
          title={t("gatehouseStayFailed")}
          isLiveRegion
        />
      )}
      <TextContent aria-hidden>
        <Text className="gatehouse-countdown">{text(secondsLeft)}</Text>
      </TextContent>
      <span className="pf-v5-u-screen-reader" role="status">
        {text(announced)}
      </span>
    </Modal>
  );
};

function useSecondsLeft(endsAt: number): number {
  const left = useCallback(() => Math.max(0, Math.ceil((endsAt - Date.now()) / SECOND)), [endsAt]);
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    const timer = setInterval(() => setSeconds(left()), SECOND);
    return () => clearInterval(timer);
  }, [left]);
  return seconds;
}
