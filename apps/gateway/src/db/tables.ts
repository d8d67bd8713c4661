import type { ColumnType } from "kysely";

/** 64 bits on both engines: an instant in milliseconds, minor units, a version. */
type Integer = ColumnType<bigint, number | bigint, number | bigint>;
type IntegerOrNull = ColumnType<bigint | null, number | bigint | null, number | bigint | null>;

/** JSON, read and written as text. */
type Json = string;

/** The columns as `migrations/` leave them; each meaning is written there, beside the column. */
export type Tables = {
  readonly schema_migrations: SchemaMigrationRow;
  readonly merchants: MerchantRow;
  readonly merchant_keys: MerchantKeyRow;
  readonly gateway_keys: GatewayKeyRow;
  readonly payment_sessions: PaymentSessionRow;
  readonly payments: PaymentRow;
  readonly payment_attempts: PaymentAttemptRow;
  readonly captures: CaptureRow;
  readonly refunds: RefundRow;
  readonly payment_events: PaymentEventRow;
  readonly notifications: NotificationRow;
  readonly notification_attempts: NotificationAttemptRow;
  readonly sandbox_operations: SandboxOperationRow;
  readonly sandbox_fault_plans: SandboxFaultPlanRow;
  readonly sandbox_clock: SandboxClockRow;
  readonly console_users: ConsoleUserRow;
  readonly console_members: ConsoleMemberRow;
  readonly console_roles: ConsoleRoleRow;
  readonly console_passkeys: ConsolePasskeyRow;
  readonly console_challenges: ConsoleChallengeRow;
  readonly console_sign_ins: ConsoleSignInRow;
  readonly console_links: ConsoleLinkRow;
  readonly console_guesses: ConsoleGuessRow;
  readonly audit_entries: AuditEntryRow;
  readonly audit_head: AuditHeadRow;
  readonly api_requests: ApiRequestRow;
};

type SchemaMigrationRow = {
  readonly number: Integer;
  readonly name: string;
  readonly is_breaking: Integer;
  readonly applied_at: Integer;
};

type MerchantRow = {
  readonly client_id: string;
  readonly display_name: string;
  readonly status: "ACTIVE" | "SUSPENDED";
  readonly region: string;
  readonly products: Json;
  readonly payment_methods: Json | null;
  readonly currencies: Json | null;
  readonly settlement_currencies: Json;
  readonly card_brands: Json | null;
  readonly redirect_hosts: Json | null;
  readonly page_origins: Json | null;
  readonly notify_url: string | null;
  readonly created_at: Integer;
  readonly updated_at: Integer;
};

type MerchantKeyRow = {
  readonly client_id: string;
  readonly key_version: Integer;
  readonly public_key: string;
  readonly not_after: IntegerOrNull;
  readonly created_at: Integer;
};

type GatewayKeyRow = {
  readonly key_version: Integer;
  readonly public_key: string;
  readonly private_key_sealed: string;
  readonly created_at: Integer;
  readonly retired_at: IntegerOrNull;
};

type PaymentSessionRow = {
  readonly client_id: string;
  readonly payment_session_id: string;
  readonly payment_request_id: string;
  readonly status: "OPEN" | "CANCELLED";
  readonly payment_currency: string;
  readonly payment_minor: Integer;
  readonly request: Json;
  readonly card_sealed: string | null;
  readonly notify_url: string | null;
  readonly payment_id: string | null;
  readonly expires_at: Integer;
  readonly expiry_offset_minutes: Integer;
  readonly created_at: Integer;
  readonly closed_at: IntegerOrNull;
  readonly origin: "SESSION" | "PAY";
  readonly reference_order_id: string | null;
};

type PaymentRow = {
  readonly client_id: string;
  readonly payment_id: string;
  readonly payment_session_id: string;
  readonly payment_request_id: string;
  readonly status: "PROCESSING" | "PENDING" | "SUCCESS" | "FAIL" | "CANCELLED";
  readonly result_code: string;
  readonly result_message: string;
  readonly currency: string;
  readonly amount_minor: Integer;
  readonly capture_mode: "AUTOMATIC" | "MANUAL";
  readonly payment_method_type: string | null;
  readonly winning_attempt_id: string | null;
  readonly authorized_minor: Integer;
  readonly captured_minor: Integer;
  readonly capturing_minor: Integer;
  readonly refunded_minor: Integer;
  readonly refunding_minor: Integer;
  readonly cancel_id: string | null;
  readonly notify_url: string | null;
  readonly details: Json | null;
  readonly echo: Json | null;
  readonly time_offset_minutes: Integer;
  readonly created_at: Integer;
  readonly paid_at: IntegerOrNull;
  readonly cancelled_at: IntegerOrNull;
  readonly expires_at: Integer;
  readonly auth_expires_at: IntegerOrNull;
  readonly due_at: IntegerOrNull;
};

type PaymentAttemptRow = {
  readonly client_id: string;
  readonly attempt_id: string;
  readonly payment_id: string;
  readonly attempt_key: string;
  readonly status:
    | "STARTED"
    | "ACTION_REQUIRED"
    | "PENDING"
    | "UNKNOWN"
    | "SUCCEEDED"
    | "FAILED"
    | "REVERSING"
    | "REVERSED";
  readonly connector: string;
  readonly payment_method_type: string;
  readonly acquirer_reference: string | null;
  readonly result_code: string | null;
  readonly result_message: string | null;
  readonly action: Json | null;
  readonly details: Json | null;
  readonly credit_pay_plan: Json | null;
  readonly reversal_id: string | null;
  readonly started_at: Integer;
  readonly finished_at: IntegerOrNull;
  readonly inquire_at: IntegerOrNull;
  readonly inquiry_count: Integer;
};

type CaptureRow = {
  readonly client_id: string;
  readonly capture_id: string;
  readonly capture_request_id: string;
  readonly payment_id: string;
  readonly status: "PROCESSING" | "SUCCESS" | "FAIL";
  readonly currency: string;
  readonly amount_minor: Integer;
  readonly is_last: Integer;
  readonly result_code: string;
  readonly result_message: string;
  readonly acquirer_reference: string | null;
  readonly created_at: Integer;
  readonly finished_at: IntegerOrNull;
  readonly inquire_at: IntegerOrNull;
  readonly inquiry_count: Integer;
};

type RefundRow = {
  readonly client_id: string;
  readonly refund_id: string;
  readonly refund_request_id: string;
  readonly payment_id: string;
  readonly status: "PROCESSING" | "SUCCESS" | "FAIL";
  readonly currency: string;
  readonly amount_minor: Integer;
  readonly result_code: string;
  readonly result_message: string;
  readonly reference_refund_id: string | null;
  readonly refund_reason: string | null;
  readonly notify_url: string | null;
  readonly metadata: string | null;
  readonly customized_info: Json | null;
  readonly acquirer_reference: string | null;
  readonly created_at: Integer;
  readonly finished_at: IntegerOrNull;
  readonly inquire_at: IntegerOrNull;
  readonly inquiry_count: Integer;
};

type PaymentEventRow = {
  readonly client_id: string;
  readonly event_id: string;
  readonly payment_id: string;
  readonly kind: string;
  readonly data: Json;
  readonly created_at: Integer;
};

type NotificationRow = {
  readonly client_id: string;
  readonly notification_id: string;
  readonly kind: "notifyPayment" | "notifyCapture" | "notifyRefund";
  readonly payment_id: string;
  readonly subject_id: string;
  readonly outcome: string;
  readonly url: string | null;
  readonly destination: string | null;
  readonly body: string;
  readonly status: "WAITING" | "DELIVERED" | "EXHAUSTED" | "UNADDRESSED";
  readonly attempt_count: Integer;
  readonly due_at: IntegerOrNull;
  readonly leased_until: Integer;
  readonly created_at: Integer;
  readonly delivered_at: IntegerOrNull;
};

type NotificationAttemptRow = {
  readonly client_id: string;
  readonly notification_id: string;
  readonly attempt_number: Integer;
  readonly url: string;
  readonly request_headers: Json;
  readonly response_status: IntegerOrNull;
  readonly response_body: string | null;
  readonly outcome: string;
  readonly error: string | null;
  readonly started_at: Integer;
  readonly duration_ms: Integer;
};

type SandboxOperationRow = {
  readonly client_id: string;
  readonly operation_id: string;
  readonly kind: "AUTHORIZATION" | "CAPTURE" | "VOID" | "REFUND";
  readonly authorization_id: string | null;
  readonly acquirer_reference: string;
  readonly scenario: Json;
  readonly state: Json;
  readonly currency: string;
  readonly amount_minor: Integer;
  readonly payment_method_type: string;
  readonly page_token: string | null;
  readonly due_at: IntegerOrNull;
  readonly created_at: Integer;
  readonly updated_at: Integer;
};

type SandboxFaultPlanRow = {
  readonly client_id: string;
  readonly plan: Json;
  readonly seed: Integer;
  readonly drawn_count: Integer;
  readonly updated_at: Integer;
};

type SandboxClockRow = {
  readonly id: Integer;
  readonly offset_ms: Integer;
};

type ConsoleUserRow = {
  readonly user_id: string;
  readonly email: string;
  readonly name: string;
  readonly password_hash: string;
  readonly totp_sealed: string | null;
  readonly totp_last_step: Integer;
  readonly recovery_hashes: Json;
  readonly created_at: Integer;
};

type ConsoleMemberRow = {
  readonly user_id: string;
  readonly client_id: string;
  readonly role: string;
  readonly created_at: Integer;
};

type ConsoleRoleRow = {
  readonly client_id: string;
  readonly name: string;
  readonly permissions: Json;
  readonly created_at: Integer;
  readonly updated_at: Integer;
};

type ConsolePasskeyRow = {
  readonly credential_id: string;
  readonly user_id: string;
  readonly name: string;
  readonly public_key: string;
  readonly algorithm: Integer;
  readonly sign_count: Integer;
  readonly created_at: Integer;
  readonly last_used_at: Integer | null;
};

type ConsoleChallengeRow = {
  readonly challenge_hash: string;
  readonly purpose: "ADD" | "SIGN_IN";
  readonly user_id: string | null;
  readonly address: string;
  readonly expires_at: Integer;
};

type ConsoleSignInRow = {
  readonly token_hash: string;
  readonly user_id: string;
  readonly address: string;
  readonly user_agent: string;
  readonly created_at: Integer;
  readonly last_seen_at: Integer;
};

type ConsoleLinkRow = {
  readonly token_hash: string;
  readonly kind: "SETUP" | "INVITATION";
  readonly email: string | null;
  readonly client_id: string | null;
  readonly role: string | null;
  readonly expires_at: Integer;
  readonly used_at: IntegerOrNull;
};

type ConsoleGuessRow = {
  readonly subject: string;
  readonly failed_count: Integer;
  readonly blocked_until: Integer;
  readonly updated_at: Integer;
};

type AuditEntryRow = {
  readonly sequence: Integer;
  readonly at: Integer;
  readonly actor: string;
  readonly action: string;
  readonly client_id: string | null;
  readonly details: string;
  readonly previous_hash: string;
  readonly hash: string;
};

type AuditHeadRow = { readonly id: Integer; readonly sequence: Integer; readonly hash: string };

type ApiRequestRow = {
  readonly request_id: string;
  readonly client_id: string | null;
  readonly at: Integer;
  readonly method: string;
  readonly path: string;
  readonly operation: string | null;
  readonly result_code: string;
  readonly duration_us: Integer;
  readonly payment_request_id: string | null;
  readonly payment_id: string | null;
  readonly request_headers: Json;
  readonly request_body: string;
  readonly response_body: string;
  readonly diagnosis: string | null;
};
