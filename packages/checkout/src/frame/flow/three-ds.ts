import type { CheckoutAction, CheckoutStateRequest } from "@opencashier/protocol";
import { challengeChannelName } from "../../core/messages.ts";
import type { Host } from "../host.ts";
import { t } from "../texts.ts";

export type PayerStep = NonNullable<CheckoutStateRequest["step"]>;

type Action<Type extends CheckoutAction["type"]> = Extract<CheckoutAction, { readonly type: Type }>;

/** What an issuer's page may take to look at the device. Source: EMV 3-D Secure, 3DS Method. */
const methodMsMax = 10_000;
/** What a buyer may take to convince the bank. */
const challengeMsMax = 600_000;

/** Lets the issuer look at the device in a frame nobody sees. Always ends. */
export function runMethod({ url }: Action<"three-ds-method">, attemptId: string): Promise<PayerStep> {
  return new Promise((resolve) => {
    const frame = document.createElement("iframe");
    const channel = new BroadcastChannel(challengeChannelName(attemptId));
    const end = (step: PayerStep): void => {
      clearTimeout(timer);
      channel.close();
      frame.remove();
      resolve(step);
    };
    const timer = setTimeout(() => end("method-timed-out"), methodMsMax);
    channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
      if (typeOf(data) === "method-completed") end("method-completed");
    });
    frame.className = "three-ds-method";
    frame.ariaHidden = "true";
    frame.tabIndex = -1;
    frame.src = url;
    document.body.append(frame);
  });
}

export type ChallengeOptions = {
  readonly action: Action<"three-ds-challenge">;
  readonly attemptId: string;
  readonly host: Host;
  /** Resolves when the gateway knows that it is over, for a browser that lets the pages not speak to each other. */
  readonly over: (stop: AbortSignal) => Promise<void>;
};

/** Shows the bank's page until it is done, the buyer closes it, or ten minutes are over. */
export async function runChallenge({ action, attemptId, host, over }: ChallengeOptions): Promise<PayerStep> {
  const stop = new AbortController();
  const channel = new BroadcastChannel(challengeChannelName(attemptId));
  const ended = new Promise<PayerStep>((resolve) => {
    const timer = setTimeout(() => resolve("challenge-abandoned"), challengeMsMax);
    const forget = host.onModalClosed(() => resolve("challenge-abandoned"));
    stop.signal.addEventListener("abort", () => {
      clearTimeout(timer);
      forget();
    });
    channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
      const type = typeOf(data);
      if (type === "challenge-returned" || type === "challenge-abandoned") resolve(type);
    });
    void over(stop.signal).then(() => resolve("challenge-returned"));
  });
  host.send("open-modal", {
    url: action.url,
    title: t("bankCheckTitle"),
    closeLabel: t("close"),
    confirm: { text: t("leaveQuestion"), stay: t("stay"), leave: t("leave") },
    ...sizeOf(action.challengeWindowSize),
  });
  const step = await ended;
  stop.abort();
  channel.close();
  host.send("close-modal", {});
  return step;
}

const typeOf = (data: unknown): unknown =>
  typeof data === "object" && data !== null && "type" in data ? data.type : undefined;

/** Source: EMV 3-D Secure, challengeWindowSize. 05 is the whole screen, as far as a dialog may have it. */
const sizes: Readonly<Record<string, { readonly width: number; readonly height: number }>> = {
  "01": { width: 250, height: 400 },
  "02": { width: 390, height: 400 },
  "03": { width: 500, height: 600 },
  "04": { width: 600, height: 400 },
};

const sizeOf = (code: string): { readonly width: number; readonly height: number } =>
  sizes[code] ?? { width: 960, height: 720 };

/** The size to ask the bank for. */
export const wantedWindowSize = (screenWidth: number): "03" | "05" => (screenWidth < 640 ? "05" : "03");
