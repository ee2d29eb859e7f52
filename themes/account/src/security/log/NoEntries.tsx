import { Button, EmptyState, EmptyStateBody, EmptyStateFooter, EmptyStateHeader, EmptyStateIcon } from "@patternfly/react-core";
import { HistoryIcon, SearchIcon } from "@patternfly/react-icons";
import { useTranslation } from "react-i18next";

/** Nothing at all, or nothing that the filter lets through. */
export const NoEntries = ({ onShowAll }: { onShowAll?: (() => void) | undefined }) => {
  const { t } = useTranslation();
  return (
    <EmptyState>
      <EmptyStateHeader
        titleText={t(onShowAll ? "gatehouseLogNoMatchTitle" : "gatehouseLogEmptyTitle")}
        headingLevel="h2"
        icon={<EmptyStateIcon icon={onShowAll ? SearchIcon : HistoryIcon} />}
      />
      <EmptyStateBody>{t(onShowAll ? "gatehouseLogNoMatchBody" : "gatehouseLogEmptyBody")}</EmptyStateBody>
      {onShowAll && (
        <EmptyStateFooter>
          <Button variant="link" onClick={onShowAll}>
            {t("gatehouseLogShowAll")}
          </Button>
        </EmptyStateFooter>
      )}
    </EmptyState>
  );
};
