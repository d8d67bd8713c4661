import type { ConsoleRequest } from "@opencashier/protocol/console";
import { ConsoleError } from "./console-error.ts";
import type { ConsoleDeps } from "./deps.ts";
import type { Member } from "./member.ts";
import { hasPasskeys } from "./passkey-store.ts";
import { requirePassword } from "./password.ts";
import { deleteOtherSignIns } from "./sign-in-store.ts";
import { hashToken, newRecoveryCodes } from "./token.ts";
import { findTotpStep, newTotpSecret, totpAddress } from "./totp.ts";
import { setSecondFactor } from "./user-store.ts";

const contextOf = (userId: string): string => `console-totp:${userId}`;

export const openTotpSecret = (
  { keyProvider }: Pick<ConsoleDeps, "keyProvider">,
  userId: string,
  sealed: string,
): string => keyProvider.open(sealed, contextOf(userId)).toString("utf8");

/** A secret to enrol with. Nothing is kept before a code has shown that it arrived. */
export function beginTotp({ user }: Member): { readonly secret: string; readonly address: string } {
  const secret = newTotpSecret();
  return { secret, address: totpAddress(secret, user.email) };
}

/** From now on a code is asked for at every sign-in. Other browsers are signed out. */
export async function confirmTotp(
  deps: ConsoleDeps,
  { user, tokenHash }: Member,
  { secret, code }: ConsoleRequest<"confirmTotp">,
): Promise<{ readonly recoveryCodes: readonly string[] }> {
  const step = findTotpStep(secret, code, { nowMs: deps.wallClock.now(), lastStep: 0 });
  if (step === undefined)
    throw new ConsoleError("BAD_REQUEST", "This code is not right. Is the clock of your device?", "code");
  const recoveryCodes = newRecoveryCodes();
  const totpSealed = deps.keyProvider.seal(Buffer.from(secret), contextOf(user.userId));
  const factor = { totpSealed, totpLastStep: step, recoveryHashes: recoveryCodes.map(hashToken) };
  await deps.db.transaction(async (tx) => {
    await setSecondFactor(tx, user.userId, factor);
    await deleteOtherSignIns(tx, user.userId, tokenHash);
  });
  return { recoveryCodes };
}

export async function removeTotp(
  { db }: ConsoleDeps,
  { user, tokenHash }: Member,
  { password }: ConsoleRequest<"removeTotp">,
): Promise<object> {
  await requirePassword(password, user.passwordHash);
  await db.transaction(async (tx) => {
    // Whoever has passkeys still needs a way in without them.
    const recoveryHashes = (await hasPasskeys(tx, user.userId)) ? user.recoveryHashes : [];
    await setSecondFactor(tx, user.userId, { totpSealed: null, totpLastStep: 0, recoveryHashes });
    await deleteOtherSignIns(tx, user.userId, tokenHash);
  });
  return {};
}
