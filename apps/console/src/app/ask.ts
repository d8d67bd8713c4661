import type {
  ConsoleDownloadName,
  ConsoleFault,
  ConsoleReplies,
  ConsoleRequest,
  ConsoleRouteName,
  consoleRoutes,
} from "@opencashier/protocol/console";

type RouteOf<Name extends ConsoleRouteName> = (typeof consoleRoutes)[Name];
type RequestOf<Name extends ConsoleRouteName> = ConsoleRequest<RouteOf<Name>["request"]>;

/** The gateway's refusal, for people; `code` for programs. */
export class Fault extends Error {
  override readonly name = "Fault";
  readonly code: ConsoleFault["error"]["code"] | "LOST";
  readonly field: string | undefined;

  constructor(code: Fault["code"], message: string, field?: string) {
    super(message);
    this.code = code;
    this.field = field;
  }
}

export type Place = { readonly clientId?: string; readonly id?: string };

const base = "/console/api/v1";

/** Paths of the contract; a test compares them with it, so that the browser need not carry the whole of it. */
export const paths = {
  setup: "POST /setup",
  signIn: "POST /sign-in",
  acceptInvitation: "POST /invitation",
  beginPasskeySignIn: "POST /sign-in/passkey/begin",
  signInWithPasskey: "POST /sign-in/passkey",
  signOut: "POST /sign-out",
  me: "GET /me",
  changePassword: "POST /me/password",
  beginTotp: "POST /me/totp",
  confirmTotp: "POST /me/totp/confirm",
  removeTotp: "POST /me/totp/remove",
  listPasskeys: "GET /me/passkeys",
  beginPasskey: "POST /me/passkeys/begin",
  addPasskey: "POST /me/passkeys",
  removePasskey: "POST /me/passkeys/remove",
  listSignIns: "GET /me/sign-ins",
  endSignIn: "POST /me/sign-ins/:id/end",
  listPayments: "GET /accounts/:clientId/payments",
  readPayment: "GET /accounts/:clientId/payments/:id",
  capturePayment: "POST /accounts/:clientId/payments/:id/capture",
  refundPayment: "POST /accounts/:clientId/payments/:id/refund",
  cancelPayment: "POST /accounts/:clientId/payments/:id/cancel",
  home: "GET /accounts/:clientId/home",
  listNotifications: "GET /accounts/:clientId/notifications",
  readNotification: "GET /accounts/:clientId/notifications/:id",
  resendNotifications: "POST /accounts/:clientId/notifications/resend",
  probeAddress: "POST /accounts/:clientId/notifications/probe",
  listApiRequests: "GET /accounts/:clientId/api-log",
  readApiRequest: "GET /accounts/:clientId/api-log/:id",
  readSettings: "GET /accounts/:clientId/settings",
  changeSettings: "POST /accounts/:clientId/settings",
  listKeys: "GET /accounts/:clientId/keys",
  addKey: "POST /accounts/:clientId/keys",
  readClock: "GET /accounts/:clientId/sandbox/clock",
  moveClock: "POST /accounts/:clientId/sandbox/clock",
  readFaults: "GET /accounts/:clientId/sandbox/faults",
  setFaults: "POST /accounts/:clientId/sandbox/faults",
  clearFaults: "POST /accounts/:clientId/sandbox/faults/clear",
  resetSandbox: "POST /accounts/:clientId/sandbox/reset",
  listTestCards: "GET /accounts/:clientId/sandbox/test-cards",
  readCredentials: "GET /accounts/:clientId/explorer/credentials",
  readExplorer: "GET /accounts/:clientId/explorer",
  listMembers: "GET /accounts/:clientId/members",
  invite: "POST /accounts/:clientId/members/invite",
  changeRole: "POST /accounts/:clientId/members/role",
  removeMember: "POST /accounts/:clientId/members/remove",
  listRoles: "GET /accounts/:clientId/roles",
  putRole: "POST /accounts/:clientId/roles",
  deleteRole: "POST /accounts/:clientId/roles/delete",
  listAudit: "GET /accounts/:clientId/audit",
} as const satisfies Readonly<Record<ConsoleRouteName, string>>;

/** Files of the contract; compared with it like the paths. */
export const filePaths = {
  payments: "/accounts/:clientId/payments.csv",
  audit: "/accounts/:clientId/audit.jsonl",
} as const satisfies Readonly<Record<ConsoleDownloadName, string>>;

/** Where the browser saves a file from. */
export function toFileAddress(name: ConsoleDownloadName, clientId: string, filter: object): string {
  return `${base}${filePaths[name].replace(":clientId", clientId)}${toQuery(filter)}`;
}

/** Asks the gateway. Throws Fault. */
export async function ask<Name extends ConsoleRouteName>(
  name: Name,
  place: Place = {},
  request?: RequestOf<Name>,
): Promise<ConsoleReplies[Name]> {
  const [method = "GET", path = ""] = paths[name].split(" ");
  const address = path.replace(":clientId", place.clientId ?? "").replace(":id", encodeURIComponent(place.id ?? ""));
  const isPost = method === "POST";
  const query = isPost || !request ? "" : toQuery(request);
  const response = await fetch(`${base}${address}${query}`, {
    method,
    ...(isPost && { headers: { "content-type": "application/json" }, body: JSON.stringify(request ?? {}) }),
  }).catch(() => undefined);
  if (!response) throw new Fault("LOST", "The gateway cannot be reached.");
  const body = (await response.json().catch(() => ({}))) as ConsoleReplies[Name] | ConsoleFault;
  if (response.ok) return body as ConsoleReplies[Name];
  const { error } = body as Partial<ConsoleFault>;
  throw new Fault(error?.code ?? "INTERNAL", error?.message ?? `HTTP ${response.status}`, error?.field);
}

/** With its question mark; nothing when nothing is asked. */
function toQuery(request: object): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(request))
    if (value !== undefined && value !== "") query.set(name, String(value));
  return query.size === 0 ? "" : `?${query.toString()}`;
}
