import { connectAsEntry } from "../core/handshake.ts";
import type { ToEntry, ToFrame } from "../core/messages.ts";
import type { Line, Receivers } from "../core/port.ts";
import { CheckoutError } from "./errors.ts";

/** For the document's own script to say hello once everything it needs has loaded. */
const helloMsMax = 1_500;
const firstTryShare = 0.6;

export type FrameAddress = { readonly gatewayOrigin: string; readonly clientId: string; readonly title: string };

export type GatewayFrame = { readonly frame: HTMLIFrameElement; readonly line: Line<ToFrame> };

export type FrameLoad = FrameAddress & {
  readonly parent: HTMLElement;
  readonly receivers: Receivers<ToEntry>;
  /** For both tries together. */
  readonly timeLimitMs: number;
  readonly signal: AbortSignal;
};

/** A frame that may run scripts and send forms of the gateway's origin, and may not move the page it is in. */
export function makeFrame(url: string, title: string): HTMLIFrameElement {
  const frame = document.createElement("iframe");
  frame.title = title;
  frame.setAttribute(
    "sandbox",
    "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox",
  );
  // Each for the frame's own origin only, which is what a feature without a list means.
  frame.allow = "payment;publickey-credentials-get;publickey-credentials-create;clipboard-write;otp-credentials";
  frame.referrerPolicy = "strict-origin";
  frame.style.cssText = "display:block;width:100%;border:0";
  frame.src = url;
  return frame;
}

/**
 * Loads the gateway's frame and speaks first words with it. One silent second try when the first came to nothing: the network
 * of a buyer on the move fails for seconds. Rejects with INITIALIZE_WEB_TIMEOUT.
 */
export async function loadFrame(load: FrameLoad): Promise<GatewayFrame> {
  const startedAt = performance.now();
  try {
    return await tryFrame(load, load.timeLimitMs * firstTryShare);
  } catch {
    return tryFrame(load, load.timeLimitMs - (performance.now() - startedAt));
  }
}

function tryFrame(load: FrameLoad, timeLimitMs: number): Promise<GatewayFrame> {
  const { gatewayOrigin, clientId, title, parent, receivers, signal } = load;
  return new Promise((resolve, reject) => {
    const nonce = makeNonce();
    const query = new URLSearchParams({ client: clientId, origin: location.origin });
    const frame = makeFrame(`${gatewayOrigin}/checkout/frame?${query}#${nonce}`, title);
    const { line, stop } = connectAsEntry({ frame, frameOrigin: gatewayOrigin, nonce }, receivers);
    const waiting = new AbortController();
    const endWait = (): void => {
      clearTimeout(timer);
      waiting.abort();
    };
    const giveUp = (): void => {
      endWait();
      stop();
      frame.remove();
      reject(new CheckoutError("INITIALIZE_WEB_TIMEOUT", `No frame came from ${gatewayOrigin}.`));
    };
    let timer = setTimeout(giveUp, timeLimitMs);
    // A document without our script has come: an error page, or one that the page's policy refused.
    const onLoad = (): void => {
      clearTimeout(timer);
      timer = setTimeout(giveUp, Math.min(helloMsMax, timeLimitMs));
    };
    frame.addEventListener("load", onLoad, { signal: waiting.signal });
    signal.addEventListener("abort", giveUp, { signal: waiting.signal });
    const take = (connected: Line<ToFrame>): void => {
      endWait();
      resolve({ frame, line: connected });
    };
    void line.then(take);
    // Laid out in its place, and unseen until it has painted the form.
    frame.style.opacity = "0";
    if (signal.aborted) giveUp();
    else parent.append(frame);
  });
}

/** 128 bits, in the frame address's fragment only: no log and no other page knows it. */
function makeNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
