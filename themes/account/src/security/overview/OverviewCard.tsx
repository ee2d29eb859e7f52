import { Button, Card, CardBody, CardFooter, CardTitle, Skeleton } from "@patternfly/react-core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { Loaded } from "../../api/useLoaded";
import { PageLink } from "./PageLink";

type OverviewCardProps<T> = {
  id: string;
  title: string;
  loaded: Loaded<T>;
  onRetry: () => void;
  /** The state in a sentence. */
  children: (value: T) => ReactNode;
  /** The one action: the page where it is done, and what it is called. */
  path: string;
  action: string;
};

/** One part of what protects the account. Each loads by itself: what fails takes nothing else away. */
export function OverviewCard<T>({ id, title, loaded, onRetry, children, path, action }: OverviewCardProps<T>) {
  const { t } = useTranslation();
  return (
    <Card component="section" aria-labelledby={id} isFullHeight>
      <CardTitle component="h2" id={id}>
        {title}
      </CardTitle>
      <CardBody>
        {loaded.state === "loading" && <Skeleton width="70%" screenreaderText={t("gatehouseLoading")} />}
        {loaded.state === "failed" && (
          <span role="alert">
            {t("gatehouseOverviewLoadFailed")}{" "}
            <Button variant="link" isInline aria-describedby={id} onClick={onRetry}>
              {t("gatehouseTryAgain")}
            </Button>
          </span>
        )}
        {loaded.state === "ready" && children(loaded.value)}
      </CardBody>
      <CardFooter>
        <PageLink path={path}>{action}</PageLink>
      </CardFooter>
    </Card>
  );
}
