import type { SessionData } from "../core/session-data.ts";
import { parseAddress } from "../core/web-address.ts";

let scriptOrigin: string | undefined;

/** Remembers where the script came from: a gateway serves its own SDK. */
export function rememberScriptOrigin(src: string | undefined): void {
  if (src && /\/checkout\/[^/]+\/checkout\.js(?:$|\?)/.test(src)) scriptOrigin = new URL(src).origin;
}

/**
 * Where the frame comes from. The session data's own word counts last, because anybody may have edited it; the frame's origin
 * is where a buyer types a card.
 */
export const findGatewayOrigin = (option: unknown, { hints }: SessionData): string | undefined =>
  [option, scriptOrigin, hints.gatewayUrl].map(toWebOrigin).find((origin) => origin !== undefined);

function toWebOrigin(candidate: unknown): string | undefined {
  const address = parseAddress(candidate);
  return address && /^https?:$/.test(address.protocol) ? address.origin : undefined;
}
