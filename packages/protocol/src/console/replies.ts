/** What the console's browser side is told. Instants are UTC milliseconds; amounts are minor units as digits. */
import type { ConsolePermission } from "./permissions.ts";

export type ConsoleAmount = { readonly currency: string; readonly value: string };

export type ConsoleFault = {
  readonly error: {
    readonly code:
      | "BAD_REQUEST"
      | "NOT_SIGNED_IN"
      | "CODE_REQUIRED"
      | "WRONG_CREDENTIALS"
      | "TOO_MANY_TRIES"
      | "FORBIDDEN"
      | "NOT_FOUND"
      | "CONFLICT"
      | "LINK_OVER"
      | "INTERNAL";
    readonly message: string;
    readonly field?: string;
  };
};

export type ConsoleAccount = {
  readonly clientId: string;
  readonly displayName: string;
  readonly isSandbox: boolean;
  readonly role: string;
  readonly permissions: readonly ConsolePermission[];
};

export type ConsoleMe = {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly hasTotp: boolean;
  readonly accounts: readonly ConsoleAccount[];
  readonly mode: "embedded" | "production";
};

export type ConsolePasskey = {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
};

/** What a browser makes a passkey with. */
export type ConsolePasskeyOffer = {
  /** base64url */
  readonly challenge: string;
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  /** Those the member has already. */
  readonly knownIds: readonly string[];
};

export type ConsoleSignIn = {
  readonly id: string;
  readonly createdAt: number;
  readonly lastSeenAt: number;
  readonly address: string;
  readonly userAgent: string;
  readonly isThis: boolean;
};

export type ConsolePage<Row> = {
  readonly rows: readonly Row[];
  /** Of the next page; absent on the last. */ readonly cursor?: string;
};

export type ConsolePaymentRow = {
  readonly paymentSessionId: string;
  readonly paymentRequestId: string;
  readonly paymentId?: string;
  readonly amount: ConsoleAmount;
  /** OPEN: nobody has tried to pay yet. */
  readonly status: "OPEN" | "PROCESSING" | "PENDING" | "SUCCESS" | "FAIL" | "CANCELLED";
  readonly resultCode?: string;
  readonly paymentMethodType?: string;
  readonly referenceOrderId?: string;
  readonly refundedValue: string;
  readonly createdAt: number;
};

/** A look through many payments for few ends before the page is full; the cursor goes on from there. */
export type ConsolePaymentPage = ConsolePage<ConsolePaymentRow> & {
  /** Older payments than this were not looked through. */
  readonly lookedTo?: number;
};

export type ConsoleTimelineEntry = {
  readonly at: number;
  readonly kind: "session" | "request" | "attempt" | "capture" | "refund" | "notification" | "event";
  readonly title: string;
  readonly tone: "good" | "bad" | "calm";
  /** Masked by the type of each field. */
  readonly details: Readonly<Record<string, unknown>>;
  /** What to open for more. */
  readonly link?: { readonly to: "api-log" | "notification"; readonly id: string };
};

export type ConsolePayment = ConsolePaymentRow & {
  readonly orderDescription?: string;
  readonly expiresAt: number;
  readonly captureMode?: "AUTOMATIC" | "MANUAL";
  readonly capturable: ConsoleAmount;
  readonly refundable: ConsoleAmount;
  readonly capturedValue: string;
  readonly isCancellable: boolean;
  readonly timeline: readonly ConsoleTimelineEntry[];
};

/** What an operation answered that the console asked for as the merchant. */
export type ConsoleMoved = {
  readonly resultCode: string;
  readonly resultStatus: "S" | "F" | "U";
  readonly resultMessage: string;
};

export type ConsoleNotificationRow = {
  readonly notificationId: string;
  readonly kind: string;
  readonly outcome: string;
  readonly paymentId: string;
  readonly status: "WAITING" | "DELIVERED" | "EXHAUSTED" | "UNADDRESSED";
  readonly url: string | null;
  readonly attemptCount: number;
  readonly nextTryAt: number | null;
  readonly createdAt: number;
  readonly deliveredAt: number | null;
};

export type ConsoleNotification = ConsoleNotificationRow & {
  readonly body: string;
  readonly attempts: readonly {
    readonly url: string;
    readonly requestHeaders: Readonly<Record<string, string>>;
    readonly responseStatus: number | null;
    readonly responseBody: string | null;
    readonly outcome: string;
    readonly error: string | null;
    readonly startedAt: number;
    readonly durationMs: number;
  }[];
};

export type ConsoleProbe = {
  readonly isAcknowledged: boolean;
  readonly outcome: string;
  readonly error: string | null;
  readonly responseStatus: number | null;
  readonly responseBody: string | null;
  readonly durationMs: number;
};

export type ConsoleApiRequestRow = {
  readonly requestId: string;
  readonly at: number;
  readonly operation: string | null;
  readonly path: string;
  readonly resultCode: string;
  readonly resultStatus: "S" | "F" | "U";
  readonly durationMs: number;
  readonly paymentRequestId: string | null;
  readonly hasDiagnosis: boolean;
};

export type ConsoleApiRequest = ConsoleApiRequestRow & {
  readonly method: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string;
  readonly responseBody: string;
  readonly diagnosis: string | null;
};

export type ConsoleKey = {
  readonly keyVersion: number;
  readonly publicKey: string;
  readonly notAfter: number | null;
  readonly createdAt: number;
};

export type ConsoleSettings = {
  readonly displayName: string;
  readonly region: string;
  readonly notifyUrl: string | null;
  readonly pageOrigins: readonly string[] | null;
  readonly gatewayKeys: readonly { readonly keyVersion: number; readonly publicKey: string }[];
};

export type ConsoleMember = {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly isEverywhere: boolean;
};

export type ConsoleRoleEntry = {
  readonly name: string;
  readonly permissions: readonly ConsolePermission[];
  readonly isBuiltIn: boolean;
  /** Members and open invitations; of the account's own roles only. */
  readonly holderCount?: number;
};

export type ConsoleInvitation = { readonly url: string; readonly expiresAt: number };

export type ConsoleAuditEntry = {
  readonly sequence: number;
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly hash: string;
};

export type ConsoleAudit = ConsolePage<ConsoleAuditEntry> & { readonly isIntact: boolean };

export type ConsoleClock = { readonly now: number; readonly offsetMs: number };
export type ConsoleFaults = { readonly plan?: unknown; readonly seed?: string; readonly drawnCount?: string };

export type ConsoleTestCard = {
  readonly number: string;
  readonly brand: string;
  readonly title: string;
  readonly resultCode: string;
};

export type ConsoleCredentials = {
  readonly clientId: string;
  readonly keyVersion: number;
  /** base64 PKCS#8 of a sandbox account; absent when the gateway does not hold it. */
  readonly merchantPrivateKey?: string;
  readonly gatewayPublicKey: string;
};

/** A request that is sent before a case, to bring about what the case is about. */
export type ConsoleStep = { readonly operation: string; readonly path: string; readonly body: object };

/**
 * A request to try. In a body `{{id}}` stands for one fresh id of the run, and `{{paymentId}}`, `{{paymentSessionId}}` and so on
 * for what a step before was answered with.
 */
export type ConsoleCase = {
  readonly operation: string;
  readonly path: string;
  readonly name: string;
  readonly body: object;
  /** What the sandbox answers. */
  readonly resultCode?: string;
  readonly before?: readonly ConsoleStep[];
};
export type ConsoleExplorer = {
  readonly cases: readonly ConsoleCase[];
  readonly schemas: Readonly<Record<string, object>>;
};

/** One bucket of time. */
export type ConsoleBucket = {
  readonly at: number;
  readonly created: number;
  readonly paid: number;
  readonly failed: number;
  /** What was captured of payments first tried then, by currency. */
  readonly volumes: readonly ConsoleAmount[];
  /** How the notifications made then stand. */
  readonly notifications: ConsoleNotificationCounts;
};
export type ConsoleNotificationCounts = Readonly<Record<"WAITING" | "DELIVERED" | "EXHAUSTED" | "UNADDRESSED", number>>;
export type ConsoleLatency = {
  readonly operation: string;
  readonly count: number;
  /** The slowest of the quicker half, and of the quicker 95 of 100, read to two digits. */
  readonly p50Ms: number;
  readonly p95Ms: number;
};
export type ConsoleHome = {
  readonly buckets: readonly ConsoleBucket[];
  readonly volumes: readonly ConsoleAmount[];
  readonly methods: readonly { readonly paymentMethodType: string; readonly paid: number; readonly failed: number }[];
  readonly refusals: readonly { readonly resultCode: string; readonly count: number }[];
  readonly notifications: ConsoleNotificationCounts;
  readonly latency: readonly ConsoleLatency[];
};
