import { FormGroup, FormHelperText, HelperText, HelperTextItem } from "@patternfly/react-core";
import type { ReactNode } from "react";

type FieldProps = {
  id: string;
  label: string;
  isRequired?: boolean;
  help?: ReactNode;
  error?: string | undefined;
  children: ReactNode;
};

export const helpId = (id: string) => `${id}-help`;

/** A labelled input with its explanation, or with what is wrong instead. The input has to refer to `helpId(id)`. */
export const Field = ({ id, label, isRequired = false, help, error, children }: FieldProps) => (
  <FormGroup label={label} fieldId={id} isRequired={isRequired}>
    {children}
    <FormHelperText>
      <HelperText id={helpId(id)} isLiveRegion>
        {error ? (
          <HelperTextItem variant="error" hasIcon>
            {error}
          </HelperTextItem>
        ) : (
          help && <HelperTextItem>{help}</HelperTextItem>
        )}
      </HelperText>
    </FormHelperText>
  </FormGroup>
);
