import {
  Bullseye,
  Button,
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
  EmptyStateHeader,
  EmptyStateIcon,
} from "@patternfly/react-core";
import { ClockIcon } from "@patternfly/react-icons";
import { useTranslation } from "react-i18next";

import { formatMinutes } from "../ui/dates";
import { MINUTE } from "./InactivityWatch";

/** Stands before the sign-in page: whoever comes back to the computer wants to know what happened. */
export const SignedOut = ({ limit, onSignIn }: { limit: number; onSignIn: () => void }) => {
  const { t, i18n } = useTranslation();
  return (
    <Bullseye>
      <EmptyState role="main">
        <EmptyStateHeader
          titleText={t("gatehouseSignedOutTitle")}
          headingLevel="h1"
          icon={<EmptyStateIcon icon={ClockIcon} />}
        />
        <EmptyStateBody>
          {t("gatehouseSignedOutBody", { time: formatMinutes(Math.round(limit / MINUTE), i18n.language) })}
        </EmptyStateBody>
        <EmptyStateFooter>
          <EmptyStateActions>
            <Button onClick={onSignIn}>{t("gatehouseSignIn")}</Button>
          </EmptyStateActions>
        </EmptyStateFooter>
      </EmptyState>
    </Bullseye>
  );
};
