import type { ConsoleCase } from "@opencashier/protocol/console";
import { fromBase64, toBase64 } from "../parts/base64.ts";
import { hasPlaceholders, newId } from "./run-case.ts";

/** Ids that must not be used twice. */
const freshNames = new Set(["paymentRequestId", "captureRequestId", "refundRequestId"]);

/**
 * An example's body as it can be run here and now: of the made-up shop's addresses, notifications go to the account's
 * default and payers come back to the console; a time by which to pay that is over is left out.
 * @param returnUrl where the payer goes after paying
 * @param now UTC milliseconds
 */
export function toRunnable(body: object, returnUrl: string, now: number): object {
  const { paymentNotifyUrl: _payment, refundNotifyUrl: _refund, ...rest } = body as Record<string, unknown>;
  const entries = Object.entries(rest).filter(([name, value]) => !(name.endsWith("ExpiryTime") && isPast(value, now)));
  return Object.fromEntries(
    entries.map(([name, value]) => [name, name === "paymentRedirectUrl" ? returnUrl : value] as const),
  );
}

const isPast = (value: unknown, now: number): boolean => typeof value === "string" && Date.parse(value) < now;

/** The same body with ids of its own, so that a case can be run again and again. */
export function withFreshIds(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(withFreshIds);
  if (typeof body !== "object" || body === null) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      freshNames.has(name) && typeof value === "string" && !hasPlaceholders(value) ? newId() : withFreshIds(value),
    ]),
  );
}

/** Cases in the address: whoever opens the link has the same one before them. */
export const toShareText = ({ operation, path, name, body, before, resultCode }: ConsoleCase): string =>
  toBase64(new TextEncoder().encode(JSON.stringify({ operation, path, name, body, before, resultCode })).buffer);

/** Undefined when the link was cut or is none. */
export function fromShareText(text: string): ConsoleCase | undefined {
  try {
    const shared = JSON.parse(new TextDecoder().decode(fromBase64(text))) as Partial<ConsoleCase>;
    const { operation, path, name, body, before, resultCode } = shared;
    const isWhole =
      typeof operation === "string" && typeof path === "string" && typeof name === "string" && typeof body === "object";
    if (!isWhole || !body) return undefined;
    return { operation, path, name, body, ...(before && { before }), ...(resultCode !== undefined && { resultCode }) };
  } catch {
    return undefined;
  }
}

const storageKey = "opencashier-cases";

export const readKeptCases = (): readonly ConsoleCase[] =>
  (JSON.parse(localStorage.getItem(storageKey) ?? "[]") as string[]).flatMap((text) => fromShareText(text) ?? []);

/** In this browser only; the newest first, one of each name. */
export function keepCase(kept: ConsoleCase): readonly ConsoleCase[] {
  const cases = [kept, ...readKeptCases().filter(({ name }) => name !== kept.name)].slice(0, 50);
  localStorage.setItem(storageKey, JSON.stringify(cases.map(toShareText)));
  return cases;
}
