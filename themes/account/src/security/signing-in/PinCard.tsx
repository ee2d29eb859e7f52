import { Button, Skeleton } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import type { PinState } from "../../api/pin";
import type { Loaded } from "../../api/useLoaded";
import { SecurityCard } from "./SecurityCard";

export const SET_PIN_BUTTON_ID = "set-pin";
export const REMOVE_PIN_BUTTON_ID = "remove-pin";

type PinCardProps = { pin: Loaded<PinState>; onRetry: () => void; onSet: () => void; onRemove: () => void };

export const PinCard = ({ pin, onRetry, onSet, onRemove }: PinCardProps) => {
  const { t } = useTranslation();
  const configured = pin.state === "ready" ? pin.value.configured : undefined;
  return (
    <SecurityCard
      id="signing-in-pin"
      title={t("gatehousePin")}
      {...(configured === undefined ? {} : { isOn: configured })}
      state={
        pin.state === "loading" ? (
          <Skeleton width="60%" screenreaderText={t("gatehouseLoading")} />
        ) : pin.state === "failed" ? (
          <span role="alert">{t("gatehousePinLoadFailed")}</span>
        ) : (
          t(configured ? "gatehousePinOn" : "gatehousePinOff")
        )
      }
      actions={
        pin.state === "failed" ? (
          <Button variant="secondary" onClick={onRetry}>
            {t("gatehouseTryAgain")}
          </Button>
        ) : (
          pin.state === "ready" && (
            <>
              <Button id={SET_PIN_BUTTON_ID} variant="secondary" onClick={onSet}>
                {t(configured ? "gatehousePinChange" : "gatehousePinSet")}
              </Button>
              {configured && (
                <Button id={REMOVE_PIN_BUTTON_ID} variant="link" isDanger onClick={onRemove}>
                  {t("gatehousePinRemove")}
                </Button>
              )}
            </>
          )
        )
      }
    />
  );
};
