import { useEnvironment, type AccountEnvironment } from "@keycloak/keycloak-account-ui";
import { Alert, Button, Form, Modal, ModalVariant, Text, TextContent, TextInput } from "@patternfly/react-core";
import { useEffect, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";

import { setPin } from "../../api/pin";
import { FRESH_SIGN_IN_SECONDS, signInAgain, useNeedsFreshSignIn } from "../../sign-in/freshSignIn";
import { FreshSignInNotice } from "../../sign-in/FreshSignInNotice";
import { keepForm } from "../../sign-in/pendingForm";
import { useFreshSubmit } from "../../sign-in/useFreshSubmit";
import { Field, helpId } from "../../ui/Field";
import { PIN_MAX_DIGITS, PIN_MIN_DIGITS, pinErrors, refusedPin, type PinErrors, type PinForm } from "./pinErrors";

export const SET_PIN = "set-pin";

const FORM_ID = "pin-form";
const FIELD_IDS: Record<keyof PinForm, string> = { pin: "new-pin", repeated: "repeated-pin" };

type PinDialogProps = { isConfigured: boolean; onDone: () => void; onClose: () => void };

/**
 * Asks for the new PIN twice. The sign-in, where one is needed, comes before anything is typed: a PIN must not be kept
 * meanwhile.
 */
export const PinDialog = ({ isConfigured, onDone, onClose }: PinDialogProps) => {
  const { t } = useTranslation();
  const console = useEnvironment<AccountEnvironment>();
  const needsFreshSignIn = useNeedsFreshSignIn();
  const [form, setForm] = useState<PinForm>({ pin: "", repeated: "" });
  const [errors, setErrors] = useState<PinErrors>({});
  const [hasFailed, setHasFailed] = useState(false);
  const isTyped = form.pin !== "" || form.repeated !== "";
  // Whoever has begun to type is not interrupted; the server decides.
  const signInFirst = needsFreshSignIn && !isTyped;

  // The dialog itself would put the focus on its closing button.
  useEffect(() => {
    if (!signInFirst) {
      document.getElementById(FIELD_IDS.pin)?.focus();
    }
  }, [signInFirst]);

  const showErrors = (found: PinErrors) => {
    setErrors(found);
    const first = found.pin ? "pin" : found.repeated ? "repeated" : undefined;
    if (first) {
      document.getElementById(FIELD_IDS[first])?.focus();
    }
  };

  const { isSubmitting, submit } = useFreshSubmit<true, undefined>({
    purpose: SET_PIN,
    form: true,
    send: () => setPin(console, form.pin),
    onDone,
    onRefused: (error) => {
      const refused = refusedPin(error);
      if (refused) {
        showErrors({ pin: refused });
      } else {
        setHasFailed(true);
      }
    },
  });

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setHasFailed(false);
    if (signInFirst) {
      keepForm(console, SET_PIN, true);
      void signInAgain(console, FRESH_SIGN_IN_SECONDS);
      return;
    }
    const found = pinErrors(form);
    showErrors(found);
    if (!found.pin && !found.repeated) {
      void submit();
    }
  };

  const close = () => {
    if (!isSubmitting) {
      onClose();
    }
  };

  const field = (name: keyof PinForm, label: string, help?: string) => {
    const error = errors[name];
    return (
      <Field
        id={FIELD_IDS[name]}
        label={label}
        isRequired
        help={help}
        error={error && t(error, { minimum: PIN_MIN_DIGITS, maximum: PIN_MAX_DIGITS })}
      >
        <TextInput
          id={FIELD_IDS[name]}
          type="password"
          inputMode="numeric"
          autoComplete="new-password"
          isRequired
          value={form[name]}
          validated={error ? "error" : "default"}
          aria-describedby={helpId(FIELD_IDS[name])}
          onChange={(_event, value) => {
            setForm((current) => ({ ...current, [name]: value }));
            setErrors((current) => ({ ...current, [name]: undefined }));
          }}
        />
      </Field>
    );
  };

  return (
    <Modal
      className="gatehouse-dialog"
      variant={ModalVariant.small}
      title={t(isConfigured ? "gatehousePinChange" : "gatehousePinSet")}
      isOpen
      onClose={close}
      actions={[
        <Button key="set" type="submit" form={FORM_ID} isDisabled={isSubmitting} isLoading={isSubmitting}>
          {t(signInFirst ? "gatehouseFreshSignInContinue" : isConfigured ? "gatehousePinChange" : "gatehousePinSet")}
        </Button>,
        <Button key="cancel" variant="link" onClick={close} isDisabled={isSubmitting}>
          {t("cancel")}
        </Button>,
      ]}
    >
      <Form id={FORM_ID} onSubmit={onSubmit} noValidate>
        {hasFailed && (
          <Alert variant="danger" isInline component="p" title={t("gatehousePinSetFailed")} isLiveRegion />
        )}
        <TextContent>
          <Text>{t("gatehousePinExplained")}</Text>
        </TextContent>
        {signInFirst ? (
          <FreshSignInNotice />
        ) : (
          <>
            {field("pin", t("gatehousePinNew"), t("gatehousePinHelp", { minimum: PIN_MIN_DIGITS }))}
            {field("repeated", t("gatehousePinRepeated"))}
          </>
        )}
      </Form>
    </Modal>
  );
};
