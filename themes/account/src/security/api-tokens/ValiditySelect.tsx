import { FormSelect, FormSelectOption } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { addMonths, formatDate, formatMonths } from "../../ui/dates";
import { Field, helpId } from "../../ui/Field";

type ValiditySelectProps = {
  id: string;
  value: number;
  maximum: number;
  error?: string | undefined;
  onChange: (months: number) => void;
};

/** Months of validity, with the day on which the token would end. */
export const ValiditySelect = ({ id, value, maximum, error, onChange }: ValiditySelectProps) => {
  const { t, i18n } = useTranslation();
  const locale = i18n.language;
  return (
    <Field
      id={id}
      label={t("gatehouseTokenValidity")}
      isRequired
      help={t("gatehouseTokenValidUntil", { date: formatDate(addMonths(new Date(), value), locale) })}
      error={error}
    >
      <FormSelect
        id={id}
        value={value}
        isRequired
        validated={error ? "error" : "default"}
        aria-invalid={!!error}
        aria-describedby={helpId(id)}
        onChange={(_event, months) => onChange(Number(months))}
      >
        {Array.from({ length: maximum }, (_, index) => index + 1).map((months) => (
          <FormSelectOption key={months} value={months} label={formatMonths(months, locale)} />
        ))}
      </FormSelect>
    </Field>
  );
};
