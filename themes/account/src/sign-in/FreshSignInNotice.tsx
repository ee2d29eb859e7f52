import { Alert } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

/** Says before it happens that the user will be sent to the sign-in page. */
export const FreshSignInNotice = () => {
  const { t } = useTranslation();
  return (
    <Alert variant="info" isInline component="p" title={t("gatehouseFreshSignInTitle")}>
      {t("gatehouseFreshSignInBody")}
    </Alert>
  );
};
