import { EmptyState, EmptyStateBody, EmptyStateHeader, EmptyStateIcon } from "@patternfly/react-core";
import { LaptopIcon } from "@patternfly/react-icons";
import { useTranslation } from "react-i18next";

/** Says how something comes into the list; nothing can be added from here. */
export const NoDevices = () => {
  const { t } = useTranslation();
  return (
    <EmptyState>
      <EmptyStateHeader
        titleText={t("gatehouseDevicesEmptyTitle")}
        headingLevel="h2"
        icon={<EmptyStateIcon icon={LaptopIcon} />}
      />
      <EmptyStateBody>{t("gatehouseDevicesEmptyBody")}</EmptyStateBody>
    </EmptyState>
  );
};
