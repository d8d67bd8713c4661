import type { ConsoleReplies, ConsoleRequest, ConsoleRouteName, consoleRoutes } from "@opencashier/protocol/console";
import type { Merchant } from "../merchants/index.ts";
import { listApiRequests, readApiRequest } from "./api-log.ts";
import { listAudit } from "./audit-list.ts";
import type { ConsoleDeps } from "./deps.ts";
import { readCredentials, readExplorer } from "./explorer.ts";
import { readHome } from "./home.ts";
import { type Actor, describeMe } from "./member.ts";
import { changeRole, invite, listMembers, removeMember } from "./members.ts";
import { listNotifications, probeAddress, readNotification, resendNotifications } from "./notifications.ts";
import { changePassword, endSignIn, listSignIns, signOut } from "./own-account.ts";
import { addPasskey, beginPasskey, listPasskeys, removePasskey } from "./passkeys.ts";
import { cancelPayment, capturePayment, listPayments, readPayment, refundPayment } from "./payments.ts";
import { deleteRole, listRoles, putRole } from "./roles.ts";
import { clearFaults, listTestCards, moveClock, readClock, readFaults, resetSandbox, setFaults } from "./sandbox.ts";
import { beginTotp, confirmTotp, removeTotp } from "./second-factor.ts";
import { addKey, changeSettings, listKeys, readSettings } from "./settings.ts";

/** Routes that are answered with a new token in a cookie. */
export type JoiningRoute = "setup" | "signIn" | "acceptInvitation" | "signInWithPasskey";
export type MemberRoute = Exclude<ConsoleRouteName, JoiningRoute | "beginPasskeySignIn">;

/** Who asks, and about what. */
export type InAccount = {
  /** With no permissions on a route of a member's own. */
  readonly member: Actor;
  readonly merchant: Merchant;
  readonly clientId: string;
  readonly id: string;
};

type RequestOf<Name extends ConsoleRouteName> = ConsoleRequest<(typeof consoleRoutes)[Name]["request"]>;

export type Answers = {
  readonly [Name in MemberRoute]: (
    at: InAccount,
    request: RequestOf<Name>,
  ) => ConsoleReplies[Name] | Promise<ConsoleReplies[Name]>;
};

/** What each route of a member does. */
export const createAnswers = (deps: ConsoleDeps): Answers => ({
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
