/**
 * How a frame and its page find each other (messages.ts has the picture). Both check where a message comes from, that it comes
 * from the very window, and the nonce that only the page and the frame's address know.
 */
import { checkAppearance } from "./appearance.ts";
import type { ToEntry, ToFrame } from "./messages.ts";
import { type Line, openLine, type Receivers } from "./port.ts";
import { toEntryChecks } from "./to-entry-checks.ts";
import { toFrameChecks } from "./to-frame-checks.ts";

type Greeting = { readonly opencashier: 1; readonly type: "hello" | "connect"; readonly nonce: string };

export type FrameParty = {
  readonly frame: HTMLIFrameElement;
  readonly frameOrigin: string;
  readonly nonce: string;
};

/** The page's side: `line` resolves once the frame has said hello; `stop` gives up listening, `line` then stays pending. */
export function connectAsEntry(
  { frame, frameOrigin, nonce }: FrameParty,
  receivers: Receivers<ToEntry>,
): { readonly line: Promise<Line<ToFrame>>; readonly stop: () => void } {
  const listening = new AbortController();
  const line = new Promise<Line<ToFrame>>((resolve) => {
    const listen = ({ origin, source, data }: MessageEvent<unknown>): void => {
      if (origin !== frameOrigin || source !== frame.contentWindow || !isGreeting(data, "hello", nonce)) return;
      listening.abort();
      const { port1, port2 } = new MessageChannel();
      const greeting: Greeting = { opencashier: 1, type: "connect", nonce };
      frame.contentWindow?.postMessage(greeting, frameOrigin, [port2]);
      resolve(openLine<ToEntry, ToFrame>(port1, { checks: toEntryChecks, receivers }));
    };
    addEventListener("message", listen, { signal: listening.signal });
  });
  return { line, stop: () => listening.abort() };
}

export type PageParty = { readonly pageOrigin: string; readonly nonce: string };

/**
 * The frame's side: says hello to the page it was made for, and to no other, and resolves once that page has answered. `init`
 * brings an appearance that was checked here.
 */
export function connectAsFrame(
  { pageOrigin, nonce }: PageParty,
  receivers: Receivers<ToFrame>,
): Promise<Line<ToEntry>> {
  return new Promise((resolve) => {
    const listening = new AbortController();
    const listen = ({ origin, source, data, ports }: MessageEvent<unknown>): void => {
      const [port] = ports;
      if (origin !== pageOrigin || source !== window.parent || !port || !isGreeting(data, "connect", nonce)) return;
      listening.abort();
      const { init } = receivers;
      const checked: Receivers<ToFrame> = init
        ? { ...receivers, init: (given) => init({ ...given, appearance: checkAppearance(given.appearance) }) }
        : receivers;
      resolve(openLine<ToFrame, ToEntry>(port, { checks: toFrameChecks, receivers: checked }));
    };
    addEventListener("message", listen, { signal: listening.signal });
    const greeting: Greeting = { opencashier: 1, type: "hello", nonce };
    window.parent.postMessage(greeting, pageOrigin);
  });
}

function isGreeting(data: unknown, type: Greeting["type"], nonce: string): boolean {
  const greeting = data as Greeting | null;
  return typeof data === "object" && greeting?.opencashier === 1 && greeting.type === type && greeting.nonce === nonce;
}
