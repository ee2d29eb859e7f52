import { Button, Label, Tooltip } from "@patternfly/react-core";
import { ExclamationTriangleIcon } from "@patternfly/react-icons";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useTranslation } from "react-i18next";

import type { ApiToken, TokenStatus } from "../../api/apiTokens";
import { expiresSoon, formatDate, formatRelative } from "../../ui/dates";
import { TableSkeleton } from "../../ui/TableSkeleton";
import { Time } from "../../ui/Time";
import { TokenActions } from "./TokenActions";

const STATUS: Record<TokenStatus, { message: string; color: "green" | "orange" | "grey" }> = {
  active: { message: "gatehouseTokenStatusActive", color: "green" },
  expired: { message: "gatehouseTokenStatusExpired", color: "orange" },
  revoked: { message: "gatehouseTokenStatusRevoked", color: "grey" },
};

/** Widths in percent. */
const COLUMNS: { name: string; width?: 15 | 20 }[] = [
  { name: "gatehouseTokenName", width: 20 },
  { name: "gatehouseTokenRole", width: 15 },
  { name: "gatehouseTokenStatus" },
  { name: "gatehouseTokenCreated" },
  { name: "gatehouseTokenExpires" },
  { name: "gatehouseTokenLastUsed", width: 20 },
];

const ADDRESSES_SHOWN = 3;

type TokenTableProps = {
  tokens: ApiToken[];
  onRenew: (token: ApiToken) => void;
  onRevoke: (token: ApiToken) => void;
};

export const TokenTable = ({ tokens, onRenew, onRevoke }: TokenTableProps) => {
  const { t, i18n } = useTranslation();
  const locale = i18n.language;
  return (
    <Table aria-label={t("gatehouseApiTokens")} role="table" variant="compact" gridBreakPoint="grid-md">
      <Head />
      <Tbody>
        {/* On narrow screens each cell is a grid: what is to stay together there needs a box around it. */}
        {tokens.map((token) => (
          <Tr key={token.id}>
            <Td dataLabel={t("gatehouseTokenName")} modifier="breakWord">
              <div>
                <strong>{token.name}</strong>
                <Restrictions token={token} />
              </div>
            </Td>
            <Td dataLabel={t("gatehouseTokenRole")} modifier="breakWord">
              {token.role}
            </Td>
            <Td dataLabel={t("gatehouseTokenStatus")}>
              <div>
                <Label isCompact color={STATUS[token.status].color}>
                  {t(STATUS[token.status].message)}
                </Label>
              </div>
            </Td>
            <Td dataLabel={t("gatehouseTokenCreated")} modifier="nowrap">
              <Time time={token.createdAt} text={formatDate(token.createdAt, locale)} />
            </Td>
            <Td dataLabel={t("gatehouseTokenExpires")}>
              <Expiry token={token} />
            </Td>
            <Td dataLabel={t("gatehouseTokenLastUsed")}>
              <LastUse token={token} />
            </Td>
            <Td isActionCell>
              {token.status !== "revoked" && (
                <TokenActions token={token} onRenew={() => onRenew(token)} onRevoke={() => onRevoke(token)} />
              )}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
};

export const TokenTableSkeleton = ({ rows }: { rows: number }) => (
  <TableSkeleton head={<Head />} columns={COLUMNS.map(({ name }) => name)} rows={rows} hasActions />
);

const Head = () => {
  const { t } = useTranslation();
  return (
    <Thead>
      <Tr>
        {COLUMNS.map(({ name, width }) => (
          <Th key={name} modifier="wrap" {...(width ? { width } : {})}>
            {t(name)}
          </Th>
        ))}
        <Th screenReaderText={t("gatehouseTokenActions")} />
      </Tr>
    </Thead>
  );
};

const Restrictions = ({ token: { allowedAddresses, audience } }: { token: ApiToken }) => {
  const { t } = useTranslation();
  return (
    <>
      {allowedAddresses?.length ? (
        <div className="gatehouse-detail">
          {t("gatehouseTokenOnlyFrom")} <Addresses addresses={allowedAddresses} />
        </div>
      ) : null}
      {audience?.length ? (
        <div className="gatehouse-detail">{t("gatehouseTokenOnlyFor", { applications: audience.join(", ") })}</div>
      ) : null}
    </>
  );
};

/** The first few; all of them on hover and focus. */
const Addresses = ({ addresses }: { addresses: string[] }) => {
  const more = addresses.length - ADDRESSES_SHOWN;
  return (
    <>
      <span className="gatehouse-address">{addresses.slice(0, ADDRESSES_SHOWN).join(", ")}</span>
      {more > 0 && (
        <>
          {" "}
          <Tooltip content={addresses.join(", ")}>
            <Button variant="link" isInline>
              +{more}
            </Button>
          </Tooltip>
        </>
      )}
    </>
  );
};

const Expiry = ({ token: { expiresAt, status } }: { token: ApiToken }) => {
  const { t, i18n } = useTranslation();
  const locale = i18n.language;
  return (
    <div>
      <span className="gatehouse-nowrap">
        <Time time={expiresAt} text={formatDate(expiresAt, locale)} />
      </span>
      {status === "active" && expiresSoon(expiresAt) && (
        <div>
          <Label isCompact color="orange" icon={<ExclamationTriangleIcon />}>
            {t("gatehouseTokenExpiresSoon", { time: formatRelative(expiresAt, locale) })}
          </Label>
        </div>
      )}
    </div>
  );
};

const LastUse = ({ token: { lastUsedAt, lastUsedAddress } }: { token: ApiToken }) => {
  const { t, i18n } = useTranslation();
  if (!lastUsedAt) {
    return <>{t("gatehouseTokenNeverUsed")}</>;
  }
  return (
    <div>
      <Time time={lastUsedAt} text={formatRelative(lastUsedAt, i18n.language)} />
      {lastUsedAddress && <div className="gatehouse-address gatehouse-detail">{lastUsedAddress}</div>}
    </div>
  );
};
