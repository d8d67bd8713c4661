/**
 * Every question the console may ask, under /console/api/v1. Versioned with the path: what is here keeps its meaning.
 *
 *   public    anybody; guarded by a token or by throttling
 *   member    whoever is signed in
 *   <permission>  a member of the account in the path who holds it
 */
import type { ConsolePermission } from "./permissions.ts";
import type * as reply from "./replies.ts";
import type { ConsoleRequestName } from "./requests.ts";

export type ConsoleRoute = {
  readonly method: "GET" | "POST";
  /** `:clientId` names the account, `:id` what is asked about. */
  readonly path: string;
  readonly needs: "public" | "member" | ConsolePermission;
  /** Query of a GET, body of a POST. */
  readonly request: ConsoleRequestName;
};

type Needs = ConsoleRoute["needs"];

const get = <Name extends ConsoleRequestName = "nothing">(path: string, needs: Needs, request?: Name) => ({
  method: "GET" as const,
  path,
  needs,
  request: (request ?? "nothing") as Name,
});

const post = <Name extends ConsoleRequestName = "nothing">(path: string, needs: Needs, request?: Name) => ({
  method: "POST" as const,
  path,
  needs,
  request: (request ?? "nothing") as Name,
});

const account = "/accounts/:clientId";

export const consoleRoutes = {
  setup: post("/setup", "public", "setup"),
  signIn: post("/sign-in", "public", "signIn"),
  acceptInvitation: post("/invitation", "public", "acceptInvitation"),
  beginPasskeySignIn: post("/sign-in/passkey/begin", "public"),
  signInWithPasskey: post("/sign-in/passkey", "public", "signInWithPasskey"),
  signOut: post("/sign-out", "member"),
  me: get("/me", "member"),
  changePassword: post("/me/password", "member", "changePassword"),
  beginTotp: post("/me/totp", "member"),
  confirmTotp: post("/me/totp/confirm", "member", "confirmTotp"),
  removeTotp: post("/me/totp/remove", "member", "removeTotp"),
  listPasskeys: get("/me/passkeys", "member"),
  beginPasskey: post("/me/passkeys/begin", "member", "beginPasskey"),
  addPasskey: post("/me/passkeys", "member", "addPasskey"),
  removePasskey: post("/me/passkeys/remove", "member", "removePasskey"),
  listSignIns: get("/me/sign-ins", "member"),
  endSignIn: post("/me/sign-ins/:id/end", "member"),

  listPayments: get(`${account}/payments`, "payments.read", "listPayments"),
  readPayment: get(`${account}/payments/:id`, "payments.read"),
  capturePayment: post(`${account}/payments/:id/capture`, "payments.capture", "movePayment"),
  refundPayment: post(`${account}/payments/:id/refund`, "payments.refund", "movePayment"),
  cancelPayment: post(`${account}/payments/:id/cancel`, "payments.cancel"),
  home: get(`${account}/home`, "payments.read", "home"),

  listNotifications: get(`${account}/notifications`, "notifications.read", "listNotifications"),
  readNotification: get(`${account}/notifications/:id`, "notifications.read"),
  resendNotifications: post(`${account}/notifications/resend`, "notifications.resend", "resend"),
  probeAddress: post(`${account}/notifications/probe`, "settings.write", "probe"),

  listApiRequests: get(`${account}/api-log`, "api-log.read", "listApiRequests"),
  readApiRequest: get(`${account}/api-log/:id`, "api-log.read"),

  readSettings: get(`${account}/settings`, "payments.read"),
  changeSettings: post(`${account}/settings`, "settings.write", "settings"),
  listKeys: get(`${account}/keys`, "keys.read"),
  addKey: post(`${account}/keys`, "keys.write", "addKey"),

  readClock: get(`${account}/sandbox/clock`, "sandbox.use"),
  moveClock: post(`${account}/sandbox/clock`, "sandbox.use", "moveClock"),
  readFaults: get(`${account}/sandbox/faults`, "sandbox.use"),
  setFaults: post(`${account}/sandbox/faults`, "sandbox.use", "setFaults"),
  clearFaults: post(`${account}/sandbox/faults/clear`, "sandbox.use"),
  resetSandbox: post(`${account}/sandbox/reset`, "sandbox.use", "resetSandbox"),
  listTestCards: get(`${account}/sandbox/test-cards`, "sandbox.use"),
  readCredentials: get(`${account}/explorer/credentials`, "sandbox.use"),
  readExplorer: get(`${account}/explorer`, "payments.read"),

  listMembers: get(`${account}/members`, "members.write"),
  invite: post(`${account}/members/invite`, "members.write", "invite"),
  changeRole: post(`${account}/members/role`, "members.write", "changeRole"),
  removeMember: post(`${account}/members/remove`, "members.write", "removeMember"),
  listRoles: get(`${account}/roles`, "members.write"),
  putRole: post(`${account}/roles`, "members.write", "putRole"),
  deleteRole: post(`${account}/roles/delete`, "members.write", "deleteRole"),
  listAudit: get(`${account}/audit`, "audit.read"),
} as const satisfies Readonly<Record<string, ConsoleRoute>>;

/** What is answered whole, as a file, however much it is. */
export const consoleDownloads = {
  /** Every payment that matches, one on a line; amounts in minor units, times in ISO 8601. */
  payments: get(`${account}/payments.csv`, "payments.read", "listPayments"),
  /** The account's part of the audit log, one JSON object on a line, with hashes. */
  audit: get(`${account}/audit.jsonl`, "audit.read"),
} as const satisfies Readonly<Record<string, ConsoleRoute>>;

export type ConsoleDownloadName = keyof typeof consoleDownloads;

export type ConsoleRouteName = keyof typeof consoleRoutes;

/** What each question is answered with. */
export type ConsoleReplies = {
  readonly setup: reply.ConsoleMe;
  readonly signIn: reply.ConsoleMe;
  readonly acceptInvitation: reply.ConsoleMe;
  readonly signOut: object;
  readonly me: reply.ConsoleMe;
  readonly changePassword: object;
  readonly beginTotp: { readonly secret: string; readonly address: string };
  readonly confirmTotp: { readonly recoveryCodes: readonly string[] };
  readonly removeTotp: object;
  readonly beginPasskeySignIn: { readonly challenge: string };
  readonly signInWithPasskey: reply.ConsoleMe;
  readonly listPasskeys: readonly reply.ConsolePasskey[];
  readonly beginPasskey: reply.ConsolePasskeyOffer;
  readonly addPasskey: { readonly recoveryCodes: readonly string[] };
  readonly removePasskey: object;
  readonly listSignIns: readonly reply.ConsoleSignIn[];
  readonly endSignIn: object;
  readonly listPayments: reply.ConsolePaymentPage;
  readonly readPayment: reply.ConsolePayment;
  readonly capturePayment: reply.ConsoleMoved;
  readonly refundPayment: reply.ConsoleMoved;
  readonly cancelPayment: reply.ConsoleMoved;
  readonly home: reply.ConsoleHome;
  readonly listNotifications: reply.ConsolePage<reply.ConsoleNotificationRow>;
  readonly readNotification: reply.ConsoleNotification;
  readonly resendNotifications: { readonly count: number };
  readonly probeAddress: reply.ConsoleProbe;
  readonly listApiRequests: reply.ConsolePage<reply.ConsoleApiRequestRow>;
  readonly readApiRequest: reply.ConsoleApiRequest;
  readonly readSettings: reply.ConsoleSettings;
  readonly changeSettings: reply.ConsoleSettings;
  readonly listKeys: readonly reply.ConsoleKey[];
  readonly addKey: readonly reply.ConsoleKey[];
  readonly readClock: reply.ConsoleClock;
  readonly moveClock: reply.ConsoleClock;
  readonly readFaults: reply.ConsoleFaults;
  readonly setFaults: reply.ConsoleFaults;
  readonly clearFaults: reply.ConsoleFaults;
  readonly resetSandbox: { readonly deletedCount: number };
  readonly listTestCards: readonly reply.ConsoleTestCard[];
  readonly readCredentials: reply.ConsoleCredentials;
  readonly readExplorer: reply.ConsoleExplorer;
  readonly listMembers: readonly reply.ConsoleMember[];
  readonly invite: reply.ConsoleInvitation;
  readonly changeRole: readonly reply.ConsoleMember[];
  readonly removeMember: readonly reply.ConsoleMember[];
  readonly listRoles: readonly reply.ConsoleRoleEntry[];
  readonly putRole: readonly reply.ConsoleRoleEntry[];
  readonly deleteRole: readonly reply.ConsoleRoleEntry[];
  readonly listAudit: reply.ConsoleAudit;
};
