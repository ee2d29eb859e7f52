import { useEnvironment, type AccountEnvironment } from "@keycloak/keycloak-account-ui";
import {
  Alert,
  Button,
  ExpandableSection,
  Form,
  Modal,
  ModalVariant,
  Skeleton,
  TextArea,
  TextInput,
} from "@patternfly/react-core";
import { useCallback, useEffect, useRef, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";

import { createToken, getOptions, listRoles, type IssuedToken } from "../../api/apiTokens";
import { useLoaded } from "../../api/useLoaded";
import { useNeedsFreshSignIn } from "../../sign-in/freshSignIn";
import { FreshSignInNotice } from "../../sign-in/FreshSignInNotice";
import { useFreshSubmit } from "../../sign-in/useFreshSubmit";
import { Field, helpId } from "../../ui/Field";
import { LoadFailed } from "../../ui/LoadFailed";
import { AudienceSelect } from "./AudienceSelect";
import { refusalOf } from "./errors";
import { CREATE, emptyForm, NAME_MAX_LENGTH, toNewToken, type CreateForm, type FormField } from "./forms";
import { hasOpenMenu } from "./menus";
import { RoleSelect } from "./RoleSelect";
import { ValiditySelect } from "./ValiditySelect";

const FORM_ID = "create-token-form";
const FIELD_IDS: Record<FormField, string> = {
  name: "token-name",
  role: "token-role",
  validityMonths: "token-validity",
  allowedAddresses: "token-addresses",
  audience: "token-audience",
};

type Errors = Partial<Record<FormField, string | undefined>>;

type CreateTokenDialogProps = {
  /** What was typed before the user signed in again. */
  initialForm?: CreateForm | undefined;
  onCreated: (token: IssuedToken) => void;
  onClose: () => void;
};

export const CreateTokenDialog = ({ initialForm = emptyForm, onCreated, onClose }: CreateTokenDialogProps) => {
  const { t } = useTranslation();
  const console = useEnvironment<AccountEnvironment>();
  const needsFreshSignIn = useNeedsFreshSignIn();
  const [form, setForm] = useState(initialForm);
  const [errors, setErrors] = useState<Errors>({});
  const [failure, setFailure] = useState<string>();
  const [isRestricting, setIsRestricting] = useState(
    initialForm.allowedAddresses !== "" || initialForm.audience.length > 0,
  );
  const container = useRef<HTMLDivElement>(null);

  const [choices, retry] = useLoaded(
    useCallback(
      async (signal: AbortSignal) => {
        const [roles, options] = await Promise.all([listRoles(console, signal), getOptions(console, signal)]);
        return { roles, ...options };
      },
      [console],
    ),
  );
  const ready = choices.state === "ready" ? choices.value : undefined;

  // A form that waited for a sign-in may name what is no longer to be had.
  useEffect(() => {
    if (ready) {
      setForm((current) => ({
        ...current,
        role: ready.roles.some(({ role }) => role === current.role)
          ? current.role
          : ready.roles.length === 1
            ? (ready.roles[0]?.role ?? "")
            : "",
        validityMonths: Math.min(current.validityMonths, ready.maxValidityMonths),
        audience: current.audience.filter((id) => ready.audiences.some(({ clientId }) => clientId === id)),
      }));
    }
  }, [ready]);

  useEffect(() => {
    if (ready?.roles.length) {
      document.getElementById(FIELD_IDS.name)?.focus();
    }
  }, [ready]);

  const showErrors = (found: Errors) => {
    setErrors(found);
    const first = (Object.keys(FIELD_IDS) as FormField[]).find((field) => found[field]);
    if (first === "allowedAddresses" || first === "audience") {
      setIsRestricting(true);
    }
    if (first) {
      document.getElementById(FIELD_IDS[first])?.focus();
    }
  };

  const { isSubmitting, submit } = useFreshSubmit<CreateForm, IssuedToken>({
    purpose: CREATE,
    form,
    send: (form) => createToken(console, toNewToken(form)),
    onDone: onCreated,
    onRefused: (error) => {
      const { message, field } = refusalOf(error);
      const text = t(message ?? "gatehouseTokenCreateFailed", { maximum: NAME_MAX_LENGTH });
      if (field) {
        showErrors({ [field]: text });
      } else {
        setFailure(text);
      }
    },
  });

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const missing: Errors = {};
    const name = form.name.trim();
    if (!name) {
      missing.name = t("gatehouseTokenNameMissing");
    } else if (name.length > NAME_MAX_LENGTH) {
      missing.name = t("gatehouseTokenNameInvalid", { maximum: NAME_MAX_LENGTH });
    }
    if (!form.role) {
      missing.role = t("gatehouseTokenRoleMissing");
    }
    setFailure(undefined);
    showErrors(missing);
    if (Object.keys(missing).length === 0) {
      void submit();
    }
  };

  const change = <F extends FormField>(field: F, value: CreateForm[F]) => {
    setForm((current) => ({ ...current, [field]: value }));
    setErrors((current) => ({ ...current, [field]: undefined }));
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
      title={t("gatehouseTokenCreate")}
      isOpen
      onClose={close}
      onEscapePress={() => hasOpenMenu(container.current) || close()}
      actions={[
        <Button
          key="create"
          type="submit"
          form={FORM_ID}
          isDisabled={!ready?.roles.length || isSubmitting}
          isLoading={isSubmitting}
        >
          {needsFreshSignIn ? t("gatehouseFreshSignInContinue") : t("gatehouseTokenCreate")}
        </Button>,
        <Button key="cancel" variant="link" onClick={close} isDisabled={isSubmitting}>
          {t("cancel")}
        </Button>,
      ]}
    >
      <div ref={container}>
        {choices.state === "failed" && (
          <LoadFailed variant="sm" title={t("gatehouseTokenChoicesFailed")} onRetry={retry} />
        )}
        {choices.state === "loading" && <FormSkeleton />}
        {ready && (
          <Form id={FORM_ID} onSubmit={onSubmit} noValidate>
            {failure && <Alert variant="danger" isInline component="p" title={failure} isLiveRegion />}
            {ready.roles.length === 0 && (
              <Alert variant="warning" isInline component="p" title={t("gatehouseTokenNoRolesTitle")}>
                {t("gatehouseTokenNoRolesBody")}
              </Alert>
            )}
            {needsFreshSignIn && ready.roles.length > 0 && <FreshSignInNotice />}
            <Field
              id={FIELD_IDS.name}
              label={t("gatehouseTokenName")}
              isRequired
              help={t("gatehouseTokenNameHelp", { maximum: NAME_MAX_LENGTH })}
              error={errors.name}
            >
              <TextInput
                id={FIELD_IDS.name}
                value={form.name}
                isRequired
                autoComplete="off"
                validated={errors.name ? "error" : "default"}
                aria-describedby={helpId(FIELD_IDS.name)}
                onChange={(_event, name) => change("name", name)}
              />
            </Field>
            <Field
              id={FIELD_IDS.role}
              label={t("gatehouseTokenRole")}
              isRequired
              help={t("gatehouseTokenRoleHelp")}
              error={errors.role}
            >
              <RoleSelect
                id={FIELD_IDS.role}
                roles={ready.roles}
                value={form.role}
                isInvalid={!!errors.role}
                onChange={(role) => change("role", role)}
              />
            </Field>
            <ValiditySelect
              id={FIELD_IDS.validityMonths}
              value={form.validityMonths}
              maximum={ready.maxValidityMonths}
              error={errors.validityMonths}
              onChange={(months) => change("validityMonths", months)}
            />
            <ExpandableSection
              toggleText={t("gatehouseTokenRestrict")}
              isExpanded={isRestricting}
              onToggle={(_event, expanded) => setIsRestricting(expanded)}
              isIndented
            >
              <div className="pf-v5-c-form">
                <Field
                  id={FIELD_IDS.allowedAddresses}
                  label={t("gatehouseTokenAddresses")}
                  help={t("gatehouseTokenAddressesHelp")}
                  error={errors.allowedAddresses}
                >
                  <TextArea
                    id={FIELD_IDS.allowedAddresses}
                    className="gatehouse-address"
                    value={form.allowedAddresses}
                    rows={2}
                    resizeOrientation="vertical"
                    spellCheck={false}
                    validated={errors.allowedAddresses ? "error" : "default"}
                    aria-describedby={helpId(FIELD_IDS.allowedAddresses)}
                    onChange={(_event, text) => change("allowedAddresses", text)}
                  />
                </Field>
                {ready.audiences.length > 0 && (
                  <Field
                    id={FIELD_IDS.audience}
                    label={t("gatehouseTokenAudience")}
                    help={t("gatehouseTokenAudienceHelp")}
                    error={errors.audience}
                  >
                    <AudienceSelect
                      id={FIELD_IDS.audience}
                      audiences={ready.audiences}
                      value={form.audience}
                      onChange={(audience) => change("audience", audience)}
                    />
                  </Field>
                )}
              </div>
            </ExpandableSection>
          </Form>
        )}
      </div>
    </Modal>
  );
};

const FormSkeleton = () => {
  const { t } = useTranslation();
  return (
    <div className="pf-v5-c-form" aria-busy>
      <span className="pf-v5-u-screen-reader" role="status">
        {t("gatehouseLoading")}
      </span>
      {["name", "role", "validity"].map((field) => (
        <div key={field}>
          <Skeleton width="30%" fontSize="md" />
          <Skeleton className="pf-v5-u-mt-sm" height="2.25rem" />
          <Skeleton className="pf-v5-u-mt-sm" width="60%" fontSize="sm" />
        </div>
      ))}
      <Skeleton width="40%" fontSize="md" />
    </div>
  );
};
