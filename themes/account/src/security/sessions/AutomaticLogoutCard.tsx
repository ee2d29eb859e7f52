import { useAccountAlerts, useEnvironment, type AccountEnvironment } from "@keycloak/keycloak-account-ui";
import { Button, Card, CardBody, CardTitle, Form, FormSelect, FormSelectOption, Skeleton } from "@patternfly/react-core";
import { useCallback, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";

import { getAutomaticLogout, setAutomaticLogout, type AutomaticLogout } from "../../api/automaticLogout";
import { ApiError } from "../../api/http";
import { useLoaded } from "../../api/useLoaded";
import { useSubmit } from "../../api/useSubmit";
import { useSetLimit } from "../../automatic-logout/limit";
import { formatMinutes } from "../../ui/dates";
import { Field, helpId } from "../../ui/Field";
import { LoadFailed } from "../../ui/LoadFailed";

const TITLE_ID = "automatic-logout-title";
const SELECT_ID = "automatic-logout";

/** Minutes that are offered where the realm allows them. */
const CHOICES = [5, 10, 15, 30, 60, 120];

/** What the menu has for "As the realm says". */
const REALM = "";

/** Rule S3: the user's own limit of inactivity. */
export const AutomaticLogoutCard = () => {
  const { t } = useTranslation();
  const console = useEnvironment<AccountEnvironment>();
  const [loaded, reload] = useLoaded(
    useCallback((signal: AbortSignal) => getAutomaticLogout(console, signal), [console]),
  );
  return (
    <Card component="section" aria-labelledby={TITLE_ID} className="gatehouse-narrow">
      <CardTitle component="h2" id={TITLE_ID}>
        {t("gatehouseAutomaticLogout")}
      </CardTitle>
      <CardBody>
        {loaded.state === "loading" && (
          <Skeleton height="5.5rem" width="20rem" screenreaderText={t("gatehouseLoading")} />
        )}
        {loaded.state === "failed" && (
          <LoadFailed variant="xs" title={t("gatehouseAutomaticLogoutLoadFailed")} onRetry={reload} />
        )}
        {loaded.state === "ready" && <Choice saved={loaded.value} onSaved={reload} />}
      </CardBody>
    </Card>
  );
};

/** The present choice is offered even if it is none of ours, and something where the realm allows none of them. */
export function choicesOf({ minutes, minimum, maximum }: AutomaticLogout): number[] {
  const allowed = CHOICES.filter((choice) => choice >= minimum && choice <= maximum);
  return [...new Set([...(allowed.length ? allowed : [maximum]), ...(minutes === null ? [] : [minutes])])].sort(
    (a, b) => a - b,
  );
}

const Choice = ({ saved, onSaved }: { saved: AutomaticLogout; onSaved: () => void }) => {
  const { t, i18n } = useTranslation();
  const { addAlert } = useAccountAlerts();
  const console = useEnvironment<AccountEnvironment>();
  const setLimit = useSetLimit();
  const savedChoice = String(saved.minutes ?? REALM);
  const [choice, setChoice] = useState(savedChoice);
  const [failure, setFailure] = useState<string>();
  const { isSubmitting, submit } = useSubmit(
    useCallback(async () => {
      setFailure(undefined);
      try {
        // The new limit counts from the last activity that the server knows of: that is now.
        await console.keycloak.updateToken(-1);
        const { minutes } = await setAutomaticLogout(console, choice === REALM ? null : Number(choice));
        setLimit(minutes);
        addAlert(
          minutes === null
            ? t("gatehouseAutomaticLogoutRemoved")
            : t("gatehouseAutomaticLogoutSaved", { time: formatMinutes(minutes, i18n.language) }),
        );
        onSaved();
      } catch (error) {
        setFailure(
          t(
            error instanceof ApiError && error.status === 403
              ? "gatehouseNotInThisSession"
              : "gatehouseAutomaticLogoutFailed",
          ),
        );
      }
    }, [addAlert, choice, console, i18n.language, onSaved, setLimit, t]),
  );
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (choice !== savedChoice) {
      void submit();
    }
  };
  return (
    <Form onSubmit={onSubmit}>
      <Field
        id={SELECT_ID}
        label={t("gatehouseAutomaticLogoutAfter")}
        help={t("gatehouseAutomaticLogoutHelp")}
        error={failure}
      >
        <div className="gatehouse-inline-form">
          <FormSelect
            id={SELECT_ID}
            value={choice}
            validated={failure ? "error" : "default"}
            aria-describedby={helpId(SELECT_ID)}
            onChange={(_event, value) => setChoice(value)}
          >
            <FormSelectOption value={REALM} label={t("gatehouseAutomaticLogoutRealm")} />
            {choicesOf(saved).map((minutes) => (
              <FormSelectOption key={minutes} value={minutes} label={formatMinutes(minutes, i18n.language)} />
            ))}
          </FormSelect>
          <Button
            type="submit"
            variant="secondary"
            isLoading={isSubmitting}
            isDisabled={isSubmitting}
            isAriaDisabled={choice === savedChoice}
          >
            {t("gatehouseSave")}
          </Button>
        </div>
      </Field>
    </Form>
  );
};
