import { Button } from "@patternfly/react-core";
import { AngleLeftIcon, AngleRightIcon } from "@patternfly/react-icons";
import { useTranslation } from "react-i18next";

type ListPagerProps = {
  label: string;
  /** Where each page up to the shown one starts. */
  starts: number[];
  /** Where the next page starts; null on the last page. */
  next: number | null;
  onShow: (starts: number[]) => void;
};

/** Turns the pages of a list; nothing where there is only one. */
export const ListPager = ({ label, starts, next, onShow }: ListPagerProps) => {
  const { t } = useTranslation();
  if (starts.length === 1 && next === null) {
    return null;
  }
  return (
    <nav aria-label={label} className="gatehouse-pages">
      <Button
        variant="link"
        icon={<AngleLeftIcon />}
        isDisabled={starts.length === 1}
        onClick={() => onShow(starts.slice(0, -1))}
      >
        {t("gatehousePreviousPage")}
      </Button>
      <Button
        variant="link"
        icon={<AngleRightIcon />}
        iconPosition="end"
        isDisabled={next === null}
        onClick={() => next !== null && onShow([...starts, next])}
      >
        {t("gatehouseNextPage")}
      </Button>
    </nav>
  );
};
