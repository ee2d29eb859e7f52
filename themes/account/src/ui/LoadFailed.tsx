import {
  Button,
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
  EmptyStateHeader,
  EmptyStateIcon,
  type EmptyStateProps,
} from "@patternfly/react-core";
import { ExclamationCircleIcon } from "@patternfly/react-icons";
import { useTranslation } from "react-i18next";

type LoadFailedProps = { title: string; onRetry: () => void } & Pick<EmptyStateProps, "variant">;

export const LoadFailed = ({ title, onRetry, variant = "lg" }: LoadFailedProps) => {
  const { t } = useTranslation();
  return (
    <EmptyState variant={variant} role="alert">
      <EmptyStateHeader
        titleText={title}
        headingLevel="h2"
        icon={<EmptyStateIcon icon={ExclamationCircleIcon} color="var(--pf-v5-global--danger-color--100)" />}
      />
      <EmptyStateBody>{t("gatehouseLoadFailedBody")}</EmptyStateBody>
      <EmptyStateFooter>
        <EmptyStateActions>
          <Button variant="secondary" onClick={onRetry}>
            {t("gatehouseTryAgain")}
          </Button>
        </EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  );
};
