import {
  Button,
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
  EmptyStateHeader,
  EmptyStateIcon,
} from "@patternfly/react-core";
import { KeyIcon } from "@patternfly/react-icons";
import { useTranslation } from "react-i18next";

type NoTokensProps = {
  /** Whether there are tokens that the list leaves out. */
  hasHidden: boolean;
  createButtonId: string;
  onCreate: () => void;
};

export const NoTokens = ({ hasHidden, createButtonId, onCreate }: NoTokensProps) => {
  const { t } = useTranslation();
  return (
    <EmptyState>
      <EmptyStateHeader
        titleText={t(hasHidden ? "gatehouseTokensNoneInUseTitle" : "gatehouseTokensEmptyTitle")}
        headingLevel="h2"
        icon={<EmptyStateIcon icon={KeyIcon} />}
      />
      <EmptyStateBody>{t("gatehouseTokensEmptyBody")}</EmptyStateBody>
      <EmptyStateFooter>
        <EmptyStateActions>
          <Button id={createButtonId} onClick={onCreate}>
            {t("gatehouseTokenCreate")}
          </Button>
        </EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  );
};
