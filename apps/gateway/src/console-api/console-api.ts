import {
  type ConsoleDownloadName,
  consoleDownloads,
  type ConsolePermission,
  type ConsoleRequest,
  consoleRoutes,
} from "@opencashier/protocol/console";
import type { Merchant } from "../merchants/index.ts";
import type { Answers, InAccount, JoiningRoute, MemberRoute } from "./answers.ts";
import { ConsoleError } from "./console-error.ts";
import type { ConsoleDeps } from "./deps.ts";
import type { Download } from "./downloads.ts";
import { describeMe, type Member } from "./member.ts";
import { beginPasskeySignIn } from "./passkeys.ts";
import { findPermissions } from "./role-store.ts";
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

/** Everything the console may ask, with its dependencies wired in. */
export type ConsoleApi = ReturnType<typeof createConsoleApi>;

export function createConsoleApi(deps: ConsoleDeps) {
  // A gateway whose console nobody opens never loads them, nearly 1 MB of its memory.
  let answers: Promise<Answers> | undefined;
  const loadAnswers = () => (answers ??= import("./answers.ts").then(({ createAnswers }) => createAnswers(deps)));
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
      const act = (await loadAnswers())[name] as (at: InAccount, request: unknown) => object | Promise<object>;
      return act(at, request);
    },
    /** Throws ConsoleError before the file begins. */
    async download(name: ConsoleDownloadName, asked: Asked): Promise<Download> {
      await requireAccount(deps, asked, consoleDownloads[name].needs as ConsolePermission);
      const { startDownload } = await import("./downloads.ts");
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
