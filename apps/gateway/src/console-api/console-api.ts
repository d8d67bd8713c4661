import {
  type ConsoleDownloadName,
  consoleDownloads,
  type ConsolePermission,
  type ConsoleReplies,
  type ConsoleRequest,
  type ConsoleRouteName,
  consoleRoutes,
} from "@opencashier/protocol/console";
import type { Merchant } from "../merchants/index.ts";
import { listApiRequests, readApiRequest } from "./api-log.ts";
import { listAudit } from "./audit-list.ts";
import { ConsoleError } from "./console-error.ts";
import type { ConsoleDeps } from "./deps.ts";
import { type Download, startDownload } from "./downloads.ts";
import { readCredentials, readExplorer } from "./explorer.ts";
import { readHome } from "./home.ts";
import { type Actor, describeMe, type Member } from "./member.ts";
import { changeRole, invite, listMembers, removeMember } from "./members.ts";
import { listNotifications, probeAddress, readNotification, resendNotifications } from "./notifications.ts";
import { changePassword, endSignIn, listSignIns, signOut } from "./own-account.ts";
import { addPasskey, beginPasskey, beginPasskeySignIn, listPasskeys, removePasskey } from "./passkeys.ts";
import { cancelPayment, capturePayment, listPayments, readPayment, refundPayment } from "./payments.ts";
import { findPermissions } from "./role-store.ts";
import { deleteRole, listRoles, putRole } from "./roles.ts";
import { clearFaults, listTestCards, moveClock, readClock, readFaults, resetSandbox, setFaults } from "./sandbox.ts";
import { beginTotp, confirmTotp, removeTotp } from "./second-factor.ts";
import { addKey, changeSettings, listKeys, readSettings } from "./settings.ts";
import { type Browser, findMember, join, newSetupToken, type SignedIn, signIn, signInByPasskey } from "./sign-in.ts";
import { listMemberships } from "./user-store.ts";

/** A question of a member's, its request checked already. */
export type Asked = {
  readonly member: Member;
  readonly request: never;
  /** `:clientId` of the path, for a route of an account. */
  readonly clientId: string;
  /** `:id` of the path. */
  readonly id: string;
};

/** Routes that are answered with a new token in a cookie. */
export type JoiningRoute = "setup" | "signIn" | "acceptInvitation" | "signInWithPasskey";
type MemberRoute = Exclude<ConsoleRouteName, JoiningRoute | "beginPasskeySignIn">;

type InAccount = {
  /** With no permissions on a route of a member's own. */
  readonly member: Actor;
  readonly merchant: Merchant;
  readonly clientId: string;
  readonly id: string;
};

type RequestOf<Name extends ConsoleRouteName> = ConsoleRequest<(typeof consoleRoutes)[Name]["request"]>;

type Answers = {
  readonly [Name in MemberRoute]: (
    at: InAccount,
    request: RequestOf<Name>,
  ) => ConsoleReplies[Name] | Promise<ConsoleReplies[Name]>;
};

/** Everything the console may ask, with its dependencies wired in. */
export type ConsoleApi = ReturnType<typeof createConsoleApi>;

export function createConsoleApi(deps: ConsoleDeps) {
  const answers = createAnswers(deps);
  return {
    newSetupToken: () => newSetupToken(deps),
    findMember: (token: string) => findMember(deps, token),
    beginPasskeySignIn: (address: string) => beginPasskeySignIn(deps, address),
    async enter(
      name: JoiningRoute,
      request: unknown,
      browser: Browser,
    ): Promise<{ readonly token: string; readonly me: object }> {
      const signedIn = await enter(deps, name, request, browser);
      return { token: signedIn.token, me: await describeMe(deps, signedIn.user) };
    },
    /** Throws ConsoleError. */
    async answer(name: MemberRoute, asked: Asked): Promise<object> {
      const { member, clientId, id, request } = asked;
      const { needs } = consoleRoutes[name];
      const found = needs === "member" ? undefined : await requireAccount(deps, asked, needs as ConsolePermission);
      // A route of a member's own has no account, and its answer does not look for one.
      const merchant = found?.merchant as Merchant;
      const at = { member: { ...member, permissions: found?.permissions ?? [] }, merchant, clientId, id };
      const act = answers[name] as (at: InAccount, request: unknown) => object | Promise<object>;
      return act(at, request);
    },
    /** Throws ConsoleError before the file begins. */
    async download(name: ConsoleDownloadName, asked: Asked): Promise<Download> {
      await requireAccount(deps, asked, consoleDownloads[name].needs as ConsolePermission);
      return startDownload(deps, name, asked);
    },
  };
}

function enter(deps: ConsoleDeps, name: JoiningRoute, request: unknown, browser: Browser): Promise<SignedIn> {
  switch (name) {
    case "signIn":
      return signIn(deps, request as ConsoleRequest<"signIn">, browser);
    case "signInWithPasskey":
      return signInByPasskey(deps, request as ConsoleRequest<"signInWithPasskey">, browser);
    case "setup":
      return join(deps, "SETUP", request as ConsoleRequest<"setup">, browser);
    case "acceptInvitation":
      return join(deps, "INVITATION", request as ConsoleRequest<"acceptInvitation">, browser);
  }
}

/** The account, for a member who holds the permission there. Others' accounts do not exist for them. */
async function requireAccount(
  deps: ConsoleDeps,
  { member, clientId }: Asked,
  needs: ConsolePermission,
): Promise<{ readonly merchant: Merchant; readonly permissions: readonly ConsolePermission[] }> {
  const memberships = await listMemberships(deps.db.connection, member.user.userId);
  const role = (memberships.find((one) => one.clientId === clientId) ?? memberships.find((one) => one.clientId === "*"))
    ?.role;
  const merchant = role === undefined ? undefined : await deps.directory.find(clientId);
  if (!merchant || role === undefined) throw new ConsoleError("NOT_FOUND", "There is no such account.");
  const permissions = (await findPermissions(deps.db.connection, clientId, role)) ?? [];
  if (!permissions.includes(needs)) {
    throw new ConsoleError("FORBIDDEN", `This needs ${needs}, which your role ${role} does not have.`);
  }
  return { merchant, permissions };
}

const createAnswers = (deps: ConsoleDeps): Answers => ({
  ...createOwnAnswers(deps),
  listPayments: ({ clientId }, query) => listPayments(deps, clientId, query),
  readPayment: ({ clientId, id }) => readPayment(deps, clientId, id),
  capturePayment: ({ member, merchant, id }, request) => capturePayment(deps, member, { merchant, id }, request),
  refundPayment: ({ member, merchant, id }, request) => refundPayment(deps, member, { merchant, id }, request),
  cancelPayment: ({ member, merchant, id }) => cancelPayment(deps, member, { merchant, id }),
  home: ({ clientId }, query) => readHome(deps, clientId, query),
  listNotifications: ({ clientId }, query) => listNotifications(deps, clientId, query),
  readNotification: ({ clientId, id }) => readNotification(deps, clientId, id),
  resendNotifications: ({ member, merchant }, request) => resendNotifications(deps, member, merchant, request),
  probeAddress: ({ clientId }, request) => probeAddress(deps, clientId, request),
  listApiRequests: ({ clientId }, query) => listApiRequests(deps, clientId, query),
  readApiRequest: ({ clientId, id }) => readApiRequest(deps, clientId, id),
  readSettings: ({ merchant }) => readSettings(deps, merchant),
  changeSettings: ({ member, merchant }, request) => changeSettings(deps, member, merchant, request),
  listKeys: ({ clientId }) => listKeys(deps, clientId),
  addKey: ({ member, clientId }, request) => addKey(deps, member, clientId, request),
  readClock: () => readClock(deps),
  moveClock: (_, request) => moveClock(deps, request),
  readFaults: ({ clientId }) => readFaults(deps, clientId),
  setFaults: ({ clientId }, request) => setFaults(deps, clientId, request),
  clearFaults: ({ clientId }) => clearFaults(deps, clientId),
  resetSandbox: ({ member, clientId }, request) => resetSandbox(deps, member, clientId, request),
  listTestCards,
  readCredentials: ({ merchant }) => readCredentials(deps, merchant),
  readExplorer: ({ merchant }) => readExplorer(merchant),
  listMembers: ({ clientId }) => listMembers(deps, clientId),
  invite: ({ member, clientId }, request) => invite(deps, member, clientId, request),
  changeRole: ({ member, clientId }, request) => changeRole(deps, member, clientId, request),
  removeMember: ({ member, clientId }, request) => removeMember(deps, member, clientId, request),
  listRoles: ({ clientId }) => listRoles(deps, clientId),
  putRole: ({ member, clientId }, request) => putRole(deps, member, clientId, request),
  deleteRole: ({ member, clientId }, request) => deleteRole(deps, member, clientId, request),
  listAudit: ({ clientId }) => listAudit(deps, clientId),
});

const createOwnAnswers = (deps: ConsoleDeps) => ({
  me: ({ member }: InAccount) => describeMe(deps, member.user),
  signOut: ({ member }: InAccount) => signOut(deps, member),
  changePassword: ({ member }: InAccount, request: RequestOf<"changePassword">) =>
    changePassword(deps, member, request),
  beginTotp: ({ member }: InAccount) => beginTotp(member),
  confirmTotp: ({ member }: InAccount, request: RequestOf<"confirmTotp">) => confirmTotp(deps, member, request),
  removeTotp: ({ member }: InAccount, request: RequestOf<"removeTotp">) => removeTotp(deps, member, request),
  listPasskeys: ({ member }: InAccount) => listPasskeys(deps, member),
  beginPasskey: ({ member }: InAccount, request: RequestOf<"beginPasskey">) => beginPasskey(deps, member, request),
  addPasskey: ({ member }: InAccount, request: RequestOf<"addPasskey">) => addPasskey(deps, member, request),
  removePasskey: ({ member }: InAccount, request: RequestOf<"removePasskey">) => removePasskey(deps, member, request),
  listSignIns: ({ member }: InAccount) => listSignIns(deps, member),
  endSignIn: ({ member, id }: InAccount) => endSignIn(deps, member, id),
});
