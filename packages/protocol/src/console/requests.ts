/** What the console's browser side asks. Text is trimmed by nobody: what is sent is what is checked. */
import { type Static, Type } from "typebox";
import { type ConsolePermission, consolePermissions } from "./permissions.ts";

const text = (max: number) => Type.String({ minLength: 1, maxLength: max });
const email = Type.String({ minLength: 3, maxLength: 254, pattern: "^[^\\s@]+@[^\\s@]+$" });
/** Long rather than mixed. Source: NIST SP 800-63B, 3.1.1.2, read 2026-11-23. */
const password = Type.String({ minLength: 12, maxLength: 256 });
const code = Type.String({ pattern: "^[0-9]{6}$|^[a-z0-9]{4}-[a-z0-9]{4}$" });
const base64url = (max: number) => Type.String({ minLength: 1, maxLength: max, pattern: "^[A-Za-z0-9_-]+$" });
const token = Type.String({ pattern: "^[A-Za-z0-9_-]{43}$" });
/** A built-in role, or one of the account's own making. */
const role = Type.String({ minLength: 1, maxLength: 32, pattern: "^[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]*$" });
const permission = Type.Unsafe<ConsolePermission>(Type.Union(consolePermissions.map((name) => Type.Literal(name))));
/** Minor currency units. */
const minorUnits = Type.String({ pattern: "^[1-9][0-9]{0,15}$" });
const day = Type.String({ pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" });
const url = Type.String({ minLength: 1, maxLength: 2048 });
const cursor = text(128);
const nothing = Type.Object({});

export const consoleRequests = {
  setup: Type.Object({ token, email, name: text(128), password }),
  signIn: Type.Object({ email, password: text(256), code: Type.Optional(code) }),
  acceptInvitation: Type.Object({ token, name: text(128), password }),
  nothing,
  changePassword: Type.Object({ current: text(256), next: password }),
  confirmTotp: Type.Object({
    secret: Type.String({ pattern: "^[A-Z2-7]{32}$" }),
    code: Type.String({ pattern: "^[0-9]{6}$" }),
  }),
  removeTotp: Type.Object({ password: text(256) }),
  beginPasskey: Type.Object({ password: text(256) }),
  addPasskey: Type.Object({
    name: text(64),
    id: base64url(1_366),
    /** SPKI. */
    publicKey: base64url(2_048),
    /** COSE. */
    algorithm: Type.Integer({ minimum: -65_535, maximum: 0 }),
    clientData: base64url(4_096),
    authenticatorData: base64url(4_096),
  }),
  removePasskey: Type.Object({ id: base64url(1_366), password: text(256) }),
  signInWithPasskey: Type.Object({
    id: base64url(1_366),
    clientData: base64url(4_096),
    authenticatorData: base64url(4_096),
    signature: base64url(2_048),
  }),
  invite: Type.Object({ email, role }),
  changeRole: Type.Object({ userId: text(64), role }),
  putRole: Type.Object({
    name: role,
    permissions: Type.Array(permission, { minItems: 1, maxItems: 64, uniqueItems: true }),
  }),
  deleteRole: Type.Object({ name: role }),
  removeMember: Type.Object({ userId: text(64) }),
  listPayments: Type.Object({
    q: Type.Optional(text(128)),
    status: Type.Optional(Type.String({ pattern: "^(OPEN|PROCESSING|PENDING|SUCCESS|FAIL|CANCELLED)$" })),
    method: Type.Optional(text(64)),
    currency: Type.Optional(Type.String({ pattern: "^[A-Z]{3}$" })),
    from: Type.Optional(day),
    to: Type.Optional(day),
    cursor: Type.Optional(cursor),
  }),
  movePayment: Type.Object({ amount: minorUnits }),
  listNotifications: Type.Object({
    status: Type.Optional(Type.String({ pattern: "^(WAITING|DELIVERED|EXHAUSTED|UNADDRESSED)$" })),
    cursor: Type.Optional(cursor),
  }),
  /** Some by their ids, or all that were created since a time (UTC ms) and not acknowledged. */
  resend: Type.Union([
    Type.Object({ notificationIds: Type.Array(text(64), { minItems: 1, maxItems: 100 }) }),
    Type.Object({ since: Type.Integer({ minimum: 0, maximum: 8_640_000_000_000_000 }) }),
  ]),
  probe: Type.Object({ url, isBadlySigned: Type.Optional(Type.Boolean()) }),
  listApiRequests: Type.Object({
    operation: Type.Optional(text(64)),
    resultCode: Type.Optional(text(64)),
    signatureFailures: Type.Optional(Type.Literal("1")),
    q: Type.Optional(text(128)),
    cursor: Type.Optional(cursor),
  }),
  settings: Type.Object({
    notifyUrl: Type.Union([url, Type.Null()]),
    pageOrigins: Type.Union([Type.Array(text(253), { maxItems: 50 }), Type.Null()]),
  }),
  addKey: Type.Object({
    publicKey: Type.String({ minLength: 200, maxLength: 4096 }),
    overlapHours: Type.Integer({ minimum: 0, maximum: 720 }),
  }),
  moveClock: Type.Union([
    Type.Object({ advanceMinutes: Type.Integer({ minimum: 1, maximum: 525_600 }) }),
    Type.Object({ reset: Type.Literal(true) }),
  ]),
  setFaults: Type.Object({ plan: Type.Unknown(), seed: Type.String({ pattern: "^[0-9]{1,18}$" }) }),
  resetSandbox: Type.Object({ clientId: text(64) }),
  home: Type.Object({ days: Type.Optional(Type.String({ pattern: "^(1|7|30|90)$" })) }),
} as const;

export type ConsoleRequestName = keyof typeof consoleRequests;
export type ConsoleRequest<Name extends ConsoleRequestName> = Static<(typeof consoleRequests)[Name]>;
