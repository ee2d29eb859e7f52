import { Alert, Button, Title } from "@patternfly/react-core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { SecurityCard } from "./SecurityCard";
import { twoFactorState } from "./twoFactorState";
import { WayInList } from "./WayInList";
import { isTwoFactorOn, type Kind, type RecoveryCodes, type WayIn, type WaysIn } from "./waysIn";

export const TURN_OFF_BUTTON_ID = "turn-off-two-factor";

/** From so few codes on, new ones are suggested. */
const FEW_CODES = 4;

type TwoFactorCardProps = {
  waysIn: WaysIn;
  onStart: (action: string) => void;
  onRemove: (item: WayIn) => void;
  onTurnOff: () => void;
};

export const TwoFactorCard = ({ waysIn, onStart, onRemove, onTurnOff }: TwoFactorCardProps) => {
  const { t, i18n } = useTranslation();
  const { apps, securityKeys, recoveryCodes } = waysIn;
  const isOn = isTwoFactorOn(waysIn);
  const turnOn = apps?.action ?? securityKeys?.action;
  return (
    <SecurityCard
      id="signing-in-two-factor"
      title={t("gatehouseTwoFactor")}
      isOn={isOn}
      state={twoFactorState(t, i18n.language, waysIn)}
      actions={
        isOn ? (
          <Button id={TURN_OFF_BUTTON_ID} variant="secondary" isDanger onClick={onTurnOff}>
            {t("gatehouseTwoFactorTurnOff")}
          </Button>
        ) : (
          turnOn && <Button onClick={() => onStart(turnOn)}>{t("gatehouseTwoFactorTurnOn")}</Button>
        )
      }
    >
      {apps && (
        <Factor
          kind={apps}
          title={t("gatehouseApps")}
          explanation={t("gatehouseAppsExplained")}
          unnamed={t("gatehouseAppUnnamed")}
          add={t("gatehouseAppAdd")}
          onStart={onStart}
          onRemove={onRemove}
        />
      )}
      {securityKeys && (
        <Factor
          kind={securityKeys}
          title={t("gatehouseSecurityKeys")}
          explanation={t("gatehouseSecurityKeysExplained")}
          unnamed={t("gatehouseSecurityKeyUnnamed")}
          add={t("gatehouseSecurityKeyAdd")}
          onStart={onStart}
          onRemove={onRemove}
        />
      )}
      {recoveryCodes && (isOn || recoveryCodes.items.length > 0) && (
        <Factor
          kind={recoveryCodes}
          title={t("gatehouseRecoveryCodes")}
          explanation={t("gatehouseRecoveryCodesExplained")}
          unnamed={t("gatehouseRecoveryCodes")}
          add={t(recoveryCodes.items.length ? "gatehouseRecoveryCodesReplace" : "gatehouseRecoveryCodesGet")}
          onStart={onStart}
          onRemove={onRemove}
        >
          <RecoveryAdvice codes={recoveryCodes} />
        </Factor>
      )}
    </SecurityCard>
  );
};

type FactorProps = {
  kind: Kind;
  title: string;
  explanation: string;
  unnamed: string;
  add: string;
  onStart: (action: string) => void;
  onRemove: (item: WayIn) => void;
  children?: ReactNode;
};

const Factor = ({ kind, title, explanation, unnamed, add, onStart, onRemove, children }: FactorProps) => {
  const { action } = kind;
  return (
    <div className="gatehouse-factor">
      <Title headingLevel="h3" size="md">
        {title}
      </Title>
      <p className="gatehouse-detail">{explanation}</p>
      {children}
      {kind.items.length > 0 && (
        <WayInList label={title} items={kind.items} unnamed={unnamed} onRemove={onRemove} />
      )}
      {action && (
        <Button variant="link" isInline onClick={() => onStart(action)}>
          {add}
        </Button>
      )}
    </div>
  );
};

const RecoveryAdvice = ({ codes: { items, left, action } }: { codes: RecoveryCodes }) => {
  const { t } = useTranslation();
  const advice =
    items.length === 0
      ? action && "gatehouseRecoveryCodesMissing"
      : left !== undefined && left < FEW_CODES && "gatehouseRecoveryCodesRunOut";
  return advice ? (
    <Alert className="pf-v5-u-my-sm" variant="warning" isInline isPlain component="p" title={t(advice)} />
  ) : null;
};
