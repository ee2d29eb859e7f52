import {
  Button,
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
  EmptyStateHeader,
  EmptyStateIcon,
} from "@patternfly/react-core";
import { ExclamationCircleIcon } from "@patternfly/react-icons";
import { useTranslation } from "react-i18next";

/** Stands in for the whole console when a page failed in a way that it does not handle itself. */
export const UnexpectedError = () => {
  const { t } = useTranslation();
  return (
    <EmptyState>
      <EmptyStateHeader
        titleText={t("gatehouseUnexpectedErrorTitle")}
        headingLevel="h1"
        icon={<EmptyStateIcon icon={ExclamationCircleIcon} color="var(--pf-v5-global--danger-color--100)" />}
      />
      <EmptyStateBody>{t("gatehouseUnexpectedErrorBody")}</EmptyStateBody>
      <EmptyStateFooter>
        <EmptyStateActions>
          <Button onClick={() => window.location.reload()}>{t("gatehouseTryAgain")}</Button>
        </EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  );
};
