import { Page, useAccountAlerts, useEnvironment, type AccountEnvironment } from "@keycloak/keycloak-account-ui";
import { Button, Switch, Toolbar, ToolbarContent, ToolbarItem } from "@patternfly/react-core";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { listTokens, type ApiToken, type IssuedToken } from "../../api/apiTokens";
import { dropForm, keptForm } from "../../sign-in/pendingForm";
import { collectPage, type ListPage } from "../../ui/listPages";
import { ListPager } from "../../ui/ListPager";
import { LoadFailed } from "../../ui/LoadFailed";
import { CreateTokenDialog } from "./CreateTokenDialog";
import { CREATE, DEFAULT_VALIDITY_MONTHS, RENEW, type CreateForm, type RenewForm } from "./forms";
import { NoTokens } from "./NoTokens";
import { RenewTokenDialog } from "./RenewTokenDialog";
import { RevokeTokenDialog } from "./RevokeTokenDialog";
import { actionsId } from "./TokenActions";
import { TokenSecretDialog } from "./TokenSecretDialog";
import { TokenTable, TokenTableSkeleton } from "./TokenTable";

const CREATE_BUTTON_ID = "create-token";
const SKELETON_ROWS = 3;

type Dialog =
  | { kind: "create"; form?: CreateForm | undefined }
  | { kind: "renew"; form: RenewForm }
  | { kind: "revoke"; token: ApiToken }
  | { kind: "secret"; token: IssuedToken };

type Query = { showRevoked: boolean; /** Where each page up to the shown one starts. */ starts: number[] };
type List = { state: "loading"; rows: number } | { state: "failed" } | { state: "ready"; page: ListPage<ApiToken> };

const firstPage = (showRevoked: boolean): Query => ({ showRevoked, starts: [0] });

export const ApiTokensPage = () => {
  const { t } = useTranslation();
  const { addAlert } = useAccountAlerts();
  const console = useEnvironment<AccountEnvironment>();
  const [query, setQuery] = useState(firstPage(false));
  const [list, setList] = useState<List>({ state: "loading", rows: SKELETON_ROWS });
  const [dialog, setDialog] = useState<Dialog | undefined>(() => {
    const create = keptForm<CreateForm>(console, CREATE);
    const renew = keptForm<RenewForm>(console, RENEW);
    return create ? { kind: "create", form: create } : renew && { kind: "renew", form: renew };
  });
  /** Id of what had the focus before a dialog opened. */
  const opener = useRef(dialog && CREATE_BUTTON_ID);

  useEffect(dropForm, []);

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    collectPage(
      (first, max) => listTokens(console, first, max, signal),
      query.starts.at(-1) ?? 0,
      (token) => query.showRevoked || token.status !== "revoked",
    ).then(
      (page) => !signal.aborted && setList({ state: "ready", page }),
      () => !signal.aborted && setList({ state: "failed" }),
    );
    return () => controller.abort();
  }, [console, query]);

  /** Loads another part of the list; a skeleton as high as the present list stands in meanwhile. */
  const show = (next: Query) => {
    setList((current) => ({
      state: "loading",
      rows: (current.state === "ready" && current.page.rows.length) || SKELETON_ROWS,
    }));
    // A copy: trying the same query again has to be a change.
    setQuery({ ...next });
  };
  /** Loads the list anew behind what is shown. */
  const refresh = useCallback(() => setQuery(({ showRevoked }) => firstPage(showRevoked)), []);

  const open = (next: Dialog, openerId: string) => {
    opener.current = openerId;
    setDialog(next);
  };
  const close = useCallback(() => setDialog(undefined), []);

  useEffect(() => {
    if (!dialog && opener.current) {
      const target = document.getElementById(opener.current) ?? document.getElementById(CREATE_BUTTON_ID);
      target?.focus();
      opener.current = undefined;
    }
  }, [dialog]);

  const onRevoked = useCallback(
    (token: ApiToken) => {
      addAlert(t("gatehouseTokenRevokedMessage", { name: token.name }));
      setList((current) =>
        current.state === "ready" ? { ...current, page: withoutRevoked(current.page, token, query.showRevoked) } : current,
      );
      close();
      refresh();
    },
    [addAlert, t, close, refresh, query.showRevoked],
  );

  const onStored = (name: string) => {
    addAlert(t("gatehouseTokenStoredMessage", { name }));
    close();
  };

  const openCreate = () => open({ kind: "create" }, CREATE_BUTTON_ID);
  const page = list.state === "ready" ? list.page : undefined;
  const isEmpty = page?.rows.length === 0 && query.starts.length === 1;
  const hasToolbar = !isEmpty || query.showRevoked || (page?.hidden ?? 0) > 0;

  return (
    <Page title={t("gatehouseApiTokens")} description={t("gatehouseApiTokensDescription")}>
      {hasToolbar && list.state !== "failed" && (
        <Toolbar inset={{ default: "insetNone" }} className="pf-v5-u-pt-0">
          <ToolbarContent>
            <ToolbarItem alignSelf="center">
              <Switch
                id="show-revoked-tokens"
                label={t("gatehouseTokensShowRevoked")}
                isChecked={query.showRevoked}
                onChange={(_event, showRevoked) => show(firstPage(showRevoked))}
              />
            </ToolbarItem>
            {!isEmpty && (
              <ToolbarItem align={{ default: "alignRight" }}>
                <Button id={CREATE_BUTTON_ID} onClick={openCreate}>
                  {t("gatehouseTokenCreate")}
                </Button>
              </ToolbarItem>
            )}
          </ToolbarContent>
        </Toolbar>
      )}
      {list.state === "loading" && <TokenTableSkeleton rows={list.rows} />}
      {list.state === "failed" && <LoadFailed title={t("gatehouseTokensLoadFailed")} onRetry={() => show(query)} />}
      {page && isEmpty && (
        <NoTokens hasHidden={page.hidden > 0} createButtonId={CREATE_BUTTON_ID} onCreate={openCreate} />
      )}
      {page && !isEmpty && (
        <TokenTable
          tokens={page.rows}
          onRenew={({ id, name }) =>
            open({ kind: "renew", form: { id, name, validityMonths: DEFAULT_VALIDITY_MONTHS } }, actionsId(id))
          }
          onRevoke={(token) => open({ kind: "revoke", token }, actionsId(token.id))}
        />
      )}
      {page && (
        <ListPager
          label={t("gatehouseTokensPages")}
          starts={query.starts}
          next={page.next}
          onShow={(starts) => show({ ...query, starts })}
        />
      )}
      {dialog?.kind === "create" && (
        <CreateTokenDialog
          initialForm={dialog.form}
          onCreated={(token) => {
            setDialog({ kind: "secret", token });
            refresh();
          }}
          onClose={close}
        />
      )}
      {dialog?.kind === "renew" && (
        <RenewTokenDialog
          initialForm={dialog.form}
          onRenewed={(token) => {
            setDialog({ kind: "secret", token });
            refresh();
          }}
          onClose={close}
        />
      )}
      {dialog?.kind === "revoke" && <RevokeTokenDialog token={dialog.token} onRevoked={onRevoked} onClose={close} />}
      {dialog?.kind === "secret" && (
        <TokenSecretDialog token={dialog.token} onStored={() => onStored(dialog.token.name)} />
      )}
    </Page>
  );
};

/** The page as it will be once the server's list has been loaded again. */
function withoutRevoked(page: ListPage<ApiToken>, { id }: ApiToken, showRevoked: boolean): ListPage<ApiToken> {
  return showRevoked
    ? { ...page, rows: page.rows.map((token) => (token.id === id ? { ...token, status: "revoked" } : token)) }
    : { ...page, rows: page.rows.filter((token) => token.id !== id), hidden: page.hidden + 1 };
}
