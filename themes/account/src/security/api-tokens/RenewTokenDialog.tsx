import { useEnvironment, type AccountEnvironment } from "@keycloak/keycloak-account-ui";
import { Alert, Button, Form, Modal, ModalVariant, Skeleton, Text } from "@patternfly/react-core";
import { useCallback, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";

import { getOptions, renewToken, type IssuedToken } from "../../api/apiTokens";
import { useLoaded } from "../../api/useLoaded";
import { useNeedsFreshSignIn } from "../../sign-in/freshSignIn";
import { FreshSignInNotice } from "../../sign-in/FreshSignInNotice";
import { useFreshSubmit } from "../../sign-in/useFreshSubmit";
import { LoadFailed } from "../../ui/LoadFailed";
import { refusalOf } from "./errors";
import { RENEW, type RenewForm } from "./forms";
import { ValiditySelect } from "./ValiditySelect";

const FORM_ID = "renew-token-form";

type RenewTokenDialogProps = {
  initialForm: RenewForm;
  onRenewed: (token: IssuedToken) => void;
  onClose: () => void;
};

export const RenewTokenDialog = ({ initialForm, onRenewed, onClose }: RenewTokenDialogProps) => {
  const { t } = useTranslation();
  const console = useEnvironment<AccountEnvironment>();
  const needsFreshSignIn = useNeedsFreshSignIn();
  const [form, setForm] = useState(initialForm);
  const [failure, setFailure] = useState<string>();
  const [validityError, setValidityError] = useState<string>();
  const [options, retry] = useLoaded(useCallback((signal: AbortSignal) => getOptions(console, signal), [console]));
  const ready = options.state === "ready" ? options.value : undefined;
  const validityMonths = Math.min(form.validityMonths, ready?.maxValidityMonths ?? form.validityMonths);

  const { isSubmitting, submit } = useFreshSubmit<RenewForm, IssuedToken>({
    purpose: RENEW,
    form: { ...form, validityMonths },
    send: ({ id, validityMonths }) => renewToken(console, id, validityMonths),
    onDone: onRenewed,
    onRefused: (error) => {
      const { message, field } = refusalOf(error);
      if (field === "validityMonths") {
        setValidityError(t("gatehouseTokenValidityInvalid"));
      } else if (field === "role") {
        setFailure(t("gatehouseTokenRenewRoleNotHeld"));
      } else {
        setFailure(t(message ?? "gatehouseTokenRenewFailed"));
      }
    },
  });

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setFailure(undefined);
    setValidityError(undefined);
    void submit();
  };

  const close = () => {
    if (!isSubmitting) {
      onClose();
    }
  };

  return (
    <Modal
      className="gatehouse-dialog"
      variant={ModalVariant.small}
      title={t("gatehouseTokenRenewTitle", { name: form.name })}
      isOpen
      onClose={close}
      actions={[
        <Button key="renew" type="submit" form={FORM_ID} isDisabled={!ready || isSubmitting} isLoading={isSubmitting}>
          {needsFreshSignIn ? t("gatehouseFreshSignInContinue") : t("gatehouseTokenRenew")}
        </Button>,
        <Button key="cancel" variant="link" onClick={close} isDisabled={isSubmitting}>
          {t("cancel")}
        </Button>,
      ]}
    >
      {options.state === "failed" && (
        <LoadFailed variant="sm" title={t("gatehouseTokenChoicesFailed")} onRetry={retry} />
      )}
      {options.state === "loading" && (
        <div aria-busy>
          <Skeleton height="3rem" />
          <Skeleton className="pf-v5-u-mt-md" height="2.25rem" screenreaderText={t("gatehouseLoading")} />
        </div>
      )}
      {ready && (
        <Form id={FORM_ID} onSubmit={onSubmit} noValidate>
          {failure && <Alert variant="danger" isInline component="p" title={failure} isLiveRegion />}
          {needsFreshSignIn && <FreshSignInNotice />}
          <Text>{t("gatehouseTokenRenewBody")}</Text>
          <ValiditySelect
            id="renew-validity"
            value={validityMonths}
            maximum={ready.maxValidityMonths}
            error={validityError}
            onChange={(months) => setForm((current) => ({ ...current, validityMonths: months }))}
          />
        </Form>
      )}
    </Modal>
  );
};
