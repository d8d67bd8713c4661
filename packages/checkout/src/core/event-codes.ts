/**
 * Event codes the entry knows; merchants switch on them. Others pass through as they are.
 * Source: the original's documents and package 1.47, read 2026-11-22.
 */
export type EventCode =
  | "SDK_START_OF_LOADING"
  | "SDK_END_OF_LOADING"
  | "SDK_CALL_URL_SUCCESS"
  | "SDK_LAUNCH_PAYMENT_APP_ERROR"
  | "SDK_REDIRECT"
  | "SDK_PAYMENT_CHALLENGE"
  | "SDK_PAYMENT_RETRY"
  | ResultCode
  | "SDK_FORM_VERIFICATION_FAILED"
  | "SDK_DUPLICATE_SUBMISSION_BEHAVIOR"
  | "SDK_SUBMIT_NETWORK_ERROR"
  | ParameterErrorCode
  | FailureCode;

/** One of them ends an attempt. */
export type ResultCode =
  | "SDK_PAYMENT_SUCCESSFUL"
  | "SDK_PAYMENT_PROCESSING"
  | "SDK_PAYMENT_FAIL"
  | "SDK_PAYMENT_CANCEL"
  | "SDK_PAYMENT_ERROR";

/** The form cannot work; AMSElement spells the first one with an underscore more. */
export type FailureCode = "SDK_CREATECOMPONENT_ERROR" | "SDK_CREATE_COMPONENT_ERROR" | "SDK_INTERNAL_ERROR";

export type ParameterErrorCode = "SDK_CREATEPAYMENT_PARAMETER_ERROR" | "SDK_INIT_PARAMETER_ERROR";
