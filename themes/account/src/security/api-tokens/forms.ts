import type { NewToken } from "../../api/apiTokens";

/** What was typed in the dialog "Create token". */
export type CreateForm = {
  name: string;
  role: string;
  validityMonths: number;
  /** As typed: blanks, commas, semicolons or new lines between the entries. */
  allowedAddresses: string;
  audience: string[];
};

export type RenewForm = { id: string; name: string; validityMonths: number };

export type FormField = keyof CreateForm;

export const FORM_FIELDS: readonly FormField[] = ["name", "role", "validityMonths", "allowedAddresses", "audience"];

export const CREATE = "create-api-token";
export const RENEW = "renew-api-token";

export const NAME_MAX_LENGTH = 64;
export const DEFAULT_VALIDITY_MONTHS = 3;

export const emptyForm: CreateForm = {
  name: "",
  role: "",
  validityMonths: DEFAULT_VALIDITY_MONTHS,
  allowedAddresses: "",
  audience: [],
};

export const splitAddresses = (text: string) => text.split(/[\s,;]+/).filter(Boolean);

/** Leaves out what is not restricted: an empty list would be a restriction to nothing. */
export function toNewToken({ name, role, validityMonths, allowedAddresses, audience }: CreateForm): NewToken {
  const addresses = splitAddresses(allowedAddresses);
  return {
    name: name.trim(),
    role,
    validityMonths,
    ...(addresses.length ? { allowedAddresses: addresses } : {}),
    ...(audience.length ? { audience } : {}),
  };
}
