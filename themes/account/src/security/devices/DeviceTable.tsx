import { Button, Label } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useTranslation } from "react-i18next";

import type { Device } from "../../api/devices";
import { formatDate, formatRelative } from "../../ui/dates";
import { TableSkeleton } from "../../ui/TableSkeleton";
import { Time } from "../../ui/Time";
import { browserAndSystem, KINDS, nameOf } from "./deviceWords";

/** Id of the button that removes a device: the focus goes back there when its dialog closes. */
export const removeDeviceId = (id: string) => `remove-device-${id}`;

const COLUMNS = [
  "gatehouseDevice",
  "gatehouseDeviceKind",
  "gatehouseDeviceAdded",
  "gatehouseDeviceLastUsed",
  "gatehouseDeviceExpires",
];

type DeviceTableProps = { devices: Device[]; onRemove: (device: Device) => void };

export const DeviceTable = ({ devices, onRemove }: DeviceTableProps) => {
  const { t, i18n } = useTranslation();
  const locale = i18n.language;
  return (
    <Table aria-label={t("gatehouseDevices")} role="table" variant="compact" gridBreakPoint="grid-md">
      <Head />
      <Tbody>
        {/* On narrow screens each cell is a grid: what is to stay together there needs a box around it. */}
        {devices.map((device) => {
          const name = nameOf(t, device);
          return (
            <Tr key={device.id}>
              <Td dataLabel={t("gatehouseDevice")} modifier="breakWord">
                <DeviceName device={device} />
              </Td>
              <Td dataLabel={t("gatehouseDeviceKind")}>
                <div>
                  {t(KINDS[device.kind].name)}
                  <div className="gatehouse-detail">{t(KINDS[device.kind].explanation)}</div>
                </div>
              </Td>
              <Td dataLabel={t("gatehouseDeviceAdded")}>
                {device.createdAt ? (
                  <span className="gatehouse-nowrap">
                    <Time time={device.createdAt} text={formatDate(device.createdAt, locale)} />
                  </span>
                ) : (
                  t("gatehouseUnknown")
                )}
              </Td>
              <Td dataLabel={t("gatehouseDeviceLastUsed")}>
                <LastUse device={device} />
              </Td>
              <Td dataLabel={t("gatehouseDeviceExpires")}>
                {device.expiresAt ? (
                  <span className="gatehouse-nowrap">
                    <Time time={device.expiresAt} text={formatDate(device.expiresAt, locale)} />
                  </span>
                ) : (
                  t("gatehouseDeviceNeverExpires")
                )}
              </Td>
              <Td isActionCell>
                <Button
                  id={removeDeviceId(device.id)}
                  variant="link"
                  isDanger
                  isInline
                  aria-label={t("gatehouseRemoveNamed", { name })}
                  onClick={() => onRemove(device)}
                >
                  {t("gatehouseRemove")}
                </Button>
              </Td>
            </Tr>
          );
        })}
      </Tbody>
    </Table>
  );
};

const DeviceName = ({ device }: { device: Device }) => {
  const { t } = useTranslation();
  const name = nameOf(t, device);
  const browser = browserAndSystem(t, device);
  return (
    <div>
      <strong>{name}</strong>{" "}
      {device.current && (
        <Label isCompact color="blue">
          {t("gatehouseThisDevice")}
        </Label>
      )}
      {device.provider && device.provider !== name && <div className="gatehouse-detail">{device.provider}</div>}
      {browser && browser !== name && <div className="gatehouse-detail">{browser}</div>}
    </div>
  );
};

const LastUse = ({ device: { lastUsedAt, lastUsedAddress } }: { device: Device }) => {
  const { t, i18n } = useTranslation();
  if (!lastUsedAt) {
    return <>{t("gatehouseDeviceNeverUsed")}</>;
  }
  return (
    <div>
      <Time time={lastUsedAt} text={formatRelative(lastUsedAt, i18n.language)} />
      {lastUsedAddress && <div className="gatehouse-address gatehouse-detail">{lastUsedAddress}</div>}
    </div>
  );
};

const Head = () => {
  const { t } = useTranslation();
  return (
    <Thead>
      <Tr>
        {COLUMNS.map((column) => (
          <Th key={column} modifier="wrap">
            {t(column)}
          </Th>
        ))}
        <Th screenReaderText={t("gatehouseDeviceActions")} />
      </Tr>
    </Thead>
  );
};

export const DeviceTableSkeleton = ({ rows }: { rows: number }) => (
  <TableSkeleton head={<Head />} columns={COLUMNS} rows={rows} hasActions />
);
