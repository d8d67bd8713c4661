import type { SubmitResult } from "../core/messages.ts";

type BillingAddress = Readonly<Record<string, string>>;

/** The address under its own key, or flat: merchants' pages do both. */
export type SubmitArgument = { readonly billingAddress?: BillingAddress };

/** What submit() of the component classes resolves with. */
export type Submitted = {
  readonly code: string;
  readonly message: string;
  readonly needChangeSessionForRetry: boolean;
  readonly result: {
    readonly paymentStatus: string;
    readonly paymentResultCode: string | undefined;
    readonly traceId: string | undefined;
  };
};

const addressKeys = ["region", "address1", "address2", "city", "state", "zipCode"];

export function toBillingAddress(argument: SubmitArgument): BillingAddress | undefined {
  const given = (argument.billingAddress ?? argument) as Readonly<Record<string, unknown>>;
  const entries = addressKeys.flatMap((key): [string, string][] => {
    const value = given[key];
    return typeof value === "string" && value !== "" ? [[key, value]] : [];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** By the error's code where the component classes tell it by one of their own, otherwise by the status. */
const codes: Readonly<Record<string, string>> = {
  FORM_INVALID: "SDK_FORM_VERIFICATION_FAILED",
  REPEAT_REQ_REJECT: "SDK_DUPLICATE_SUBMISSION_BEHAVIOR",
  SUBMIT_PAYMENT_TIMEOUT: "SUBMIT_PAYMENT_TIMEOUT",
  UI_STATE_ERROR: "UI_STATE_ERROR",
  USER_CANCELED: "USER_CANCELED",
  SUCCESS: "SDK_PAYMENT_SUCCESSFUL",
  FAIL: "SDK_PAYMENT_FAIL",
  PROCESSING: "SDK_PAYMENT_PROCESSING",
  PENDING: "SDK_PAYMENT_PROCESSING",
  CANCELLED: "SDK_PAYMENT_CANCEL",
};

export const toSubmitted = ({ status, error }: SubmitResult): Submitted => ({
  code: codes[error?.code ?? ""] ?? codes[status] ?? "SDK_INTERNAL_ERROR",
  message: error?.message ?? "",
  needChangeSessionForRetry: error?.needChangeSessionForRetry ?? false,
  result: { paymentStatus: status, paymentResultCode: error?.code, traceId: error?.traceId },
});

export const toFailure = (status: "FAIL" | "PROCESSING", code: string, message: string): SubmitResult => ({
  status,
  error: { code, message, needChangeSessionForRetry: false },
});

export const notThere = toFailure("FAIL", "UI_STATE_ERROR", "The form is not there.");
