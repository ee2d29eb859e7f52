import { ApiError } from "../../api/http";
import { FORM_FIELDS, type FormField } from "./forms";

/** Message keys of what the server refused. */
const FIELD_MESSAGES: Record<FormField, string> = {
  name: "gatehouseTokenNameInvalid",
  role: "gatehouseTokenRoleInvalid",
  validityMonths: "gatehouseTokenValidityInvalid",
  allowedAddresses: "gatehouseTokenAddressesInvalid",
  audience: "gatehouseTokenAudienceInvalid",
};

const CODE_MESSAGES: Record<string, string> = {
  name_in_use: "gatehouseTokenNameInUse",
  role_not_held: "gatehouseTokenRoleNotHeld",
  token_revoked: "gatehouseTokenAlreadyRevoked",
  not_found: "gatehouseTokenNotFound",
  too_many_tokens: "gatehouseTokenTooMany",
  access_denied: "gatehouseTokenNotAllowed",
};

export type Refusal = {
  /** Key of the message; not set when only the dialog knows what failed. */
  message: string | undefined;
  /** The input at fault, if one is. */
  field: FormField | undefined;
};

export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof ApiError)) {
    return { message: undefined, field: undefined };
  }
  const field = FORM_FIELDS.find((name) => name === error.field?.replace(/[[.].*$/, ""));
  return { message: CODE_MESSAGES[error.code] ?? (field && FIELD_MESSAGES[field]), field };
}
