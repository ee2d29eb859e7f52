import { Label } from "@patternfly/react-core";
import { LaptopIcon, MobileAltIcon, QuestionCircleIcon, TabletAltIcon } from "@patternfly/react-icons";
import { useTranslation } from "react-i18next";

import type { Session } from "../../api/sessions";
import { nameOf, shapeOf, type DeviceShape } from "./sessionWords";

const ICONS: Record<DeviceShape, typeof LaptopIcon> = {
  phone: MobileAltIcon,
  tablet: TabletAltIcon,
  computer: LaptopIcon,
  unknown: QuestionCircleIcon,
};

/** Browser and system of a session, and what is special about it. */
export const SessionName = ({ session }: { session: Session }) => {
  const { t } = useTranslation();
  const Icon = ICONS[shapeOf(session)];
  return (
    <div className="gatehouse-session">
      <span className="gatehouse-session-icon">
        <Icon aria-hidden />
      </span>
      <div>
        <strong>{nameOf(t, session)}</strong>{" "}
        {session.current && (
          <Label isCompact color="blue">
            {t("gatehouseThisSession")}
          </Label>
        )}{" "}
        {session.impersonated && (
          <Label isCompact color="orange">
            {t("gatehouseSessionImpersonated")}
          </Label>
        )}{" "}
        {session.offline && (
          <Label isCompact color="purple">
            {t("gatehouseSessionOffline")}
          </Label>
        )}
        {session.impersonated && <div className="gatehouse-detail">{t("gatehouseSessionImpersonatedExplained")}</div>}
        {session.offline && session.state === "active" && (
          <div className="gatehouse-detail">{t("gatehouseSessionOfflineExplained")}</div>
        )}
        {session.rememberMe && session.state === "active" && (
          <div className="gatehouse-detail">{t("gatehouseSessionRemembered")}</div>
        )}
      </div>
    </div>
  );
};
