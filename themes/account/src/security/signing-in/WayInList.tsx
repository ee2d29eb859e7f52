import {
  Button,
  DataList,
  DataListAction,
  DataListCell,
  DataListItem,
  DataListItemCells,
  DataListItemRow,
} from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { formatDate } from "../../ui/dates";
import { Time } from "../../ui/Time";
import type { WayIn } from "./waysIn";

/** Id of the button that removes a credential: the focus goes back there when its dialog closes. */
export const removeId = (id: string) => `remove-${id}`;

type WayInListProps = {
  label: string;
  items: WayIn[];
  /** What stands for a name where the user gave none. */
  unnamed: string;
  onRemove: (item: WayIn) => void;
};

export const WayInList = ({ label, items, unnamed, onRemove }: WayInListProps) => {
  const { t, i18n } = useTranslation();
  return (
    <DataList aria-label={label} isCompact className="gatehouse-ways-in">
      {items.map((item) => (
        <DataListItem key={item.id} aria-labelledby={`name-${item.id}`}>
          <DataListItemRow>
            <DataListItemCells
              dataListCells={[
                <DataListCell key="name" wrapModifier="breakWord">
                  <strong id={`name-${item.id}`}>{item.label ?? unnamed}</strong>
                  {item.provider && <div className="gatehouse-detail">{item.provider}</div>}
                  {item.createdAt && (
                    <div className="gatehouse-detail">
                      {t("gatehouseAdded")}{" "}
                      <Time time={item.createdAt.toISOString()} text={formatDate(item.createdAt, i18n.language)} />
                    </div>
                  )}
                </DataListCell>,
              ]}
            />
            <DataListAction
              id={`actions-${item.id}`}
              aria-labelledby={`name-${item.id} actions-${item.id}`}
              aria-label={t("gatehouseRemove")}
            >
              <Button
                id={removeId(item.id)}
                variant="link"
                isDanger
                isInline
                onClick={() => onRemove(item)}
                aria-label={t("gatehouseRemoveNamed", { name: item.label ?? unnamed })}
              >
                {t("gatehouseRemove")}
              </Button>
            </DataListAction>
          </DataListItemRow>
        </DataListItem>
      ))}
    </DataList>
  );
};
