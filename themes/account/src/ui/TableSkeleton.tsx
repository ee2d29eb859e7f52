import { Skeleton } from "@patternfly/react-core";
import { Table, Tbody, Td, Tr } from "@patternfly/react-table";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

type TableSkeletonProps = {
  /** The head of the table that is being loaded. */
  head: ReactNode;
  /** Keys of the columns' names. */
  columns: string[];
  rows: number;
  /** Whether a column without a name follows, for what can be done with a row. */
  hasActions?: boolean;
};

/** As high as the table that will take its place. */
export const TableSkeleton = ({ head, columns, rows, hasActions = false }: TableSkeletonProps) => {
  const { t } = useTranslation();
  return (
    <>
      <span className="pf-v5-u-screen-reader" role="status">
        {t("gatehouseLoading")}
      </span>
      <Table aria-label={t("gatehouseLoading")} aria-busy role="table" variant="compact" gridBreakPoint="grid-md">
        {head}
        <Tbody>
          {Array.from({ length: rows }, (_, row) => (
            <Tr key={row}>
              {columns.map((column) => (
                <Td key={column} dataLabel={t(column)}>
                  <Skeleton width="80%" />
                </Td>
              ))}
              {hasActions && <Td isActionCell />}
            </Tr>
          ))}
        </Tbody>
      </Table>
    </>
  );
};
