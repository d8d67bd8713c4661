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
};
