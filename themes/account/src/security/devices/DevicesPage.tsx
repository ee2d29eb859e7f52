import { Page, useAccountAlerts, useEnvironment, type AccountEnvironment } from "@keycloak/keycloak-account-ui";
import { Button } from "@patternfly/react-core";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { listDevices, type Device } from "../../api/devices";
import { useLoaded } from "../../api/useLoaded";
import { dropForm, keptForm } from "../../sign-in/pendingForm";
import { ListPager } from "../../ui/ListPager";
import { PAGE_SIZE } from "../../ui/listPages";
import { LoadFailed } from "../../ui/LoadFailed";
import { DeviceTable, DeviceTableSkeleton, removeDeviceId } from "./DeviceTable";
import { REMEMBERED, REMEMBERED_KINDS, type RememberedKind } from "./deviceWords";
import { NoDevices } from "./NoDevices";
import { RemoveAllDialog } from "./RemoveAllDialog";
import { REMOVE_DEVICE, RemoveDeviceDialog } from "./RemoveDeviceDialog";

const LIST_ID = "remembered-devices";
const SKELETON_ROWS = 3;
const FIRST_PAGE = [0];

const removeAllId = (kind: RememberedKind) => `remove-all-${kind}`;

type Dialog = { kind: "remove"; device: Device } | { kind: "remove-all"; of: RememberedKind };

export const DevicesPage = () => {
  const { t } = useTranslation();
  const { addAlert } = useAccountAlerts();
  const console = useEnvironment<AccountEnvironment>();
  /** Where each page up to the shown one starts. */
  const [starts, setStarts] = useState(FIRST_PAGE);
  const [dialog, setDialog] = useState<Dialog | undefined>(() => {
    const device = keptForm<Device>(console, REMOVE_DEVICE);
    return device && { kind: "remove", device };
  });
  /** Id of what gets the focus when the dialog closes: what opened it, or the list where that is gone. */
  const opener = useRef(dialog && LIST_ID);

  useEffect(dropForm, []);

  const [list, reload] = useLoaded(
    useCallback((signal: AbortSignal) => listDevices(console, signal), [console]),
  );
  const devices = list.state === "ready" ? list.value : undefined;
  const isEmpty = devices?.length === 0;
  const removable = REMEMBERED_KINDS.filter((kind) => devices?.some((device) => device.kind === kind));
  // What is removed may be all of the last page.
  const pages = starts.filter((first) => first === 0 || first < (devices?.length ?? 0));
  const start = pages.at(-1) ?? 0;
  const end = start + PAGE_SIZE;

  const open = (next: Dialog, openerId: string) => {
    opener.current = openerId;
    setDialog(next);
  };
  const close = useCallback(() => setDialog(undefined), []);

  useEffect(() => {
    if (!dialog && opener.current) {
      document.getElementById(opener.current)?.focus();
      opener.current = undefined;
    }
  }, [dialog]);

  const doneWith = useCallback(
    (message: string) => {
      addAlert(message);
      opener.current = LIST_ID;
      close();
      reload();
    },
    [addAlert, close, reload],
  );
  const onRemoved = useCallback((name: string) => doneWith(t("gatehouseRemoved", { name })), [doneWith, t]);
  const removedKind = dialog?.kind === "remove-all" ? dialog.of : undefined;
  const onAllRemoved = useCallback(
    () => removedKind && doneWith(t(REMEMBERED[removedKind].done)),
    [doneWith, t, removedKind],
  );

  return (
    <Page title={t("gatehouseDevices")} description={t("gatehouseDevicesDescription")}>
      <div id={LIST_ID} tabIndex={-1} className="gatehouse-focus-target">
        {list.state === "loading" && <DeviceTableSkeleton rows={SKELETON_ROWS} />}
        {list.state === "failed" && <LoadFailed title={t("gatehouseDevicesLoadFailed")} onRetry={reload} />}
        {isEmpty && <NoDevices />}
        {devices && !isEmpty && (
          <>
            {removable.length > 0 && (
              <div className="gatehouse-list-actions">
                {removable.map((kind) => (
                  <Button
                    key={kind}
                    id={removeAllId(kind)}
                    variant="secondary"
                    isDanger
                    onClick={() => open({ kind: "remove-all", of: kind }, removeAllId(kind))}
                  >
                    {t(REMEMBERED[kind].removeAll)}
                  </Button>
                ))}
              </div>
            )}
            <DeviceTable
              devices={devices.slice(start, end)}
              onRemove={(device) => open({ kind: "remove", device }, removeDeviceId(device.id))}
            />
            <ListPager
              label={t("gatehouseDevicesPages")}
              starts={pages}
              next={end < devices.length ? end : null}
              onShow={setStarts}
            />
          </>
        )}
      </div>
      {dialog?.kind === "remove" && (
        <RemoveDeviceDialog device={dialog.device} onRemoved={onRemoved} onClose={close} />
      )}
      {removedKind && <RemoveAllDialog kind={removedKind} onRemoved={onAllRemoved} onClose={close} />}
    </Page>
  );
};
