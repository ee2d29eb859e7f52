import { Card, CardBody, CardHeader, CardTitle, Flex, FlexItem, Label } from "@patternfly/react-core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

type SecurityCardProps = {
  id: string;
  title: string;
  /** Shown as a label beside the title; left out where there is no "on" and "off". */
  isOn?: boolean;
  /** The state in a sentence. */
  state: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
};

/** One way to protect the account: its state in a sentence, what can be done, and what there is of it. */
export const SecurityCard = ({ id, title, isOn, state, actions, children }: SecurityCardProps) => {
  const { t } = useTranslation();
  return (
    <Card component="section" aria-labelledby={id}>
      <CardHeader>
        <Flex
          justifyContent={{ default: "justifyContentSpaceBetween" }}
          alignItems={{ default: "alignItemsCenter" }}
          rowGap={{ default: "rowGapSm" }}
        >
          <FlexItem>
            <Flex alignItems={{ default: "alignItemsCenter" }} columnGap={{ default: "columnGapSm" }}>
              <CardTitle component="h2" id={id}>
                {title}
              </CardTitle>
              {isOn !== undefined && (
                <Label isCompact color={isOn ? "green" : "grey"}>
                  {t(isOn ? "gatehouseOn" : "gatehouseOff")}
                </Label>
              )}
            </Flex>
          </FlexItem>
          {actions && <FlexItem className="gatehouse-actions">{actions}</FlexItem>}
        </Flex>
      </CardHeader>
      <CardBody>
        <div>{state}</div>
        {children}
      </CardBody>
    </Card>
  );
};
