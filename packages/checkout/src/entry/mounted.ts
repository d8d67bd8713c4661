import { type CheckoutState, isUnderWay, nextState, type SilentSignal } from "../core/checkout-state.ts";
import type { EventCode, FailureCode } from "../core/event-codes.ts";
import type { DisplayMode, InitData, SdkEvent, SubmitResult, ToEntry, ToFrame } from "../core/messages.ts";
import type { Line, Receivers } from "../core/port.ts";
import type { SessionData } from "../core/session-data.ts";
import { parseAddress } from "../core/web-address.ts";
import { type Dialog, openDialog } from "./dialog.ts";
import { CheckoutError } from "./errors.ts";
import { type GatewayFrame, loadFrame, makeFrame } from "./gateway-frame.ts";
import { makeNode, makeSkeleton } from "./nodes.ts";
import { leaveFor } from "./redirect.ts";
import { adoptStyles } from "./style-sheet.ts";
import { notThere, toFailure } from "./submitted.ts";
import { textsOf } from "./texts.ts";

/** What the classes hear from a mounted form. */
export type MountedListener = {
  readonly onEvent: (event: SdkEvent) => void;
  readonly onResize: (size: ToEntry["resize"]) => void;
  readonly onChange: (form: ToEntry["change"]) => void;
  readonly onEscape: () => void;
  /** Undefined: nobody wants to be asked. */
  readonly onBeforeSubmit: ((paymentMethodType: string) => Promise<boolean>) | undefined;
};

export type MountedOptions = {
  readonly container: HTMLElement;
  readonly gatewayOrigin: string;
  readonly session: SessionData;
  readonly mode: DisplayMode;
  readonly languageTag: string;
  /** As the frame is told. */
  readonly look: Pick<InitData, "appearance" | "showSubmitButton" | "notRedirectAfterComplete" | "storedCardNeedsCvc">;
  readonly showLoading: boolean;
  readonly isNativeAppWebview: boolean;
  /** From mount to the form's first painted frame. */
  readonly timeLimitMs: number;
  /** How this class spells that the form cannot work. */
  readonly failureCode: FailureCode;
};

/** Two pings in a row without answer: the frame has been silent for a minute. */
const pingMsMax = 30_000;
const pauseMs = 15_000;
const askMsMax = 15_000;
/** The card form with its button, before the frame tells its own height. */
const firstHeight = 420;

/** One form in the page, from its first byte to its end; docs of the states are in core/checkout-state.ts. */
export class Mounted {
  readonly #options: MountedOptions;
  readonly #listener: MountedListener;
  readonly #root = makeNode("div", { id: "ams-component-container" });
  readonly #section = makeNode("div", { id: "ams-component-section" });
  readonly #life = new AbortController();
  #state: CheckoutState = "idle";
  #gatewayFrame: GatewayFrame | undefined;
  #challenge: Dialog | undefined;
  #submitting: Promise<SubmitResult> | undefined;
  #form: ToEntry["change"] | undefined;
  #onStarted: (failure?: CheckoutError) => void = () => {};

  constructor(options: MountedOptions, listener: MountedListener) {
    this.#options = options;
    this.#listener = listener;
  }

  /** Aborted when the form was removed: no callback runs after that. */
  get signal(): AbortSignal {
    return this.#life.signal;
  }

  /** False also when the form failed, or the page took our element away by hand: another may take its place. */
  get isAlive(): boolean {
    return this.#root.isConnected && this.#state !== "broken" && this.#state !== "disposed";
  }

  /** Also when all there is to see is what is wrong. */
  get isShown(): boolean {
    return this.#root.isConnected;
  }

  get isSubmitting(): boolean {
    return this.#submitting !== undefined;
  }

  /** The buyer would lose something by leaving now. */
  get hasInput(): boolean {
    return isUnderWay(this.#state) || (this.#state === "ready" && this.#form?.isEmpty === false);
  }

  /** Resolves once the form is painted, or was removed meanwhile. Rejects with CheckoutError, its event having been emitted. */
  async start(): Promise<void> {
    const { container, showLoading, timeLimitMs } = this.#options;
    const skeleton = showLoading ? makeSkeleton() : undefined;
    this.#signal("SDK_START_OF_LOADING");
    adoptStyles(container);
    this.#section.style.cssText = `position:relative;min-height:${firstHeight}px`;
    if (skeleton) this.#section.append(skeleton);
    this.#root.append(this.#section);
    container.append(this.#root);
    const failure = await this.#load(timeLimitMs);
    skeleton?.remove();
    if (this.#gatewayFrame) this.#gatewayFrame.frame.style.opacity = "1";
    if (this.signal.aborted) return;
    this.#signal("SDK_END_OF_LOADING");
    if (!failure) return;
    this.#signal(this.#options.failureCode, { message: failure.message });
    // A frame that was refused the session tells the buyer so. One that is late must not be paid in any more: nobody listens.
    if (failure.code.startsWith("INITIALIZE")) this.#root.remove();
    throw failure;
  }

  /** What went wrong, or nothing once the frame has painted its form. */
  #load(timeLimitMs: number): Promise<CheckoutError | undefined> {
    const loading = new AbortController();
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        const code = this.#gatewayFrame ? "INITIALIZE_API_TIMEOUT" : "INITIALIZE_WEB_TIMEOUT";
        this.#onStarted(new CheckoutError(code, `The form did not come within ${timeLimitMs} ms.`));
      }, timeLimitMs);
      this.#onStarted = (failure) => {
        clearTimeout(timer);
        loading.abort();
        resolve(failure);
      };
      this.signal.addEventListener("abort", () => this.#onStarted());
      const { gatewayOrigin, session, languageTag } = this.#options;
      loadFrame({
        gatewayOrigin,
        clientId: session.hints.clientId ?? "",
        title: textsOf(languageTag).form,
        parent: this.#section,
        receivers: this.#receivers(),
        timeLimitMs,
        signal: loading.signal,
      }).then(
        (gatewayFrame) => this.#init(gatewayFrame),
        (failure: unknown) => this.#onStarted(failure as CheckoutError),
      );
    });
  }

  #init(gatewayFrame: GatewayFrame): void {
    const { mode, session, languageTag: locale, look } = this.#options;
    const asksBeforeSubmit = this.#listener.onBeforeSubmit !== undefined;
    this.#gatewayFrame = gatewayFrame;
    gatewayFrame.line.send("init", { ...look, sessionData: session.text, mode, locale, asksBeforeSubmit });
  }

  #receivers(): Receivers<ToEntry> {
    const { onResize, onChange, onEscape, onBeforeSubmit } = this.#listener;
    return {
      ready: ({ height }) => {
        this.#setHeight(height);
        this.#onStarted();
      },
      fatal: ({ code, message, traceId }) => {
        if (this.#state === "loading") this.#onStarted(new CheckoutError(code, message, traceId));
        else this.#signal(this.#options.failureCode, { message: `${message} (${code})` });
      },
      resize: (size) => {
        this.#setHeight(size.height);
        onResize(size);
      },
      change: (form) => {
        this.#form = form;
        onChange(form);
      },
      escape: onEscape,
      busy: ({ isBusy }) => this.#signal(isBusy ? "attempt" : "settled"),
      event: (event) => this.#signal(event.code as EventCode, event),
      redirect: (request) => void this.#redirect(request),
      "before-submit": async ({ paymentMethodType }) => ({
        proceed: (await onBeforeSubmit?.(paymentMethodType)) ?? true,
      }),
      "open-modal": (request) => this.#openChallenge(request),
      "close-modal": () => this.#closeChallenge(),
    };
  }

  #setHeight(height: number): void {
    this.#section.style.minHeight = `${height}px`;
    const style = this.#gatewayFrame?.frame.style;
    if (style) style.height = `${height}px`;
  }

  /** The only way to move on, and the only way an event gets out. */
  #signal(signal: EventCode | SilentSignal, event?: Omit<SdkEvent, "code">): void {
    const next = nextState(this.#state, signal);
    if (next === undefined) return;
    this.#state = next;
    if (/^[A-Z]/.test(signal)) this.#listener.onEvent({ ...event, code: signal });
  }

  async #redirect(request: ToEntry["redirect"]): Promise<void> {
    const { isNativeAppWebview, look } = this.#options;
    const { purpose, url: normalUrl, schemeUrl, appLinkUrl: applinkUrl } = request;
    const isPayment = purpose === "payment";
    if (!isPayment && look.notRedirectAfterComplete) return;
    if (isPayment && isNativeAppWebview) {
      return this.#signal("SDK_REDIRECT", { result: { redirectUrls: { applinkUrl, schemeUrl, normalUrl } } });
    }
    const isGone = await leaveFor(request, (link) => {
      if (isPayment) this.#signal("SDK_CALL_URL_SUCCESS", { message: `${link}: ${normalUrl}` });
    });
    if (!isGone) this.#signal("SDK_LAUNCH_PAYMENT_APP_ERROR", { message: "No link of the payment could be opened." });
  }

  /** Pages of the gateway only: what else asks for a dialog is no frame of ours. */
  #openChallenge(request: ToEntry["open-modal"]): void {
    if (parseAddress(request.url)?.origin !== this.#options.gatewayOrigin) return;
    this.#closeChallenge();
    const frame = makeFrame(request.url, request.title);
    frame.style.height = "100%";
    this.#challenge = openDialog({
      id: "ams-component-mask",
      label: request.title,
      heading: request.title,
      closeLabel: request.closeLabel,
      width: request.width,
      height: request.height,
      isDark: this.#options.look.appearance.theme === "night",
      question: () => request.confirm,
      onClosed: (reason) => this.#gatewayFrame?.line.send("modal-closed", { reason }),
    });
    this.#challenge.body.append(frame);
  }

  #closeChallenge(): void {
    this.#challenge?.close();
    this.#challenge = undefined;
  }

  /** Always settles. While one attempt is under way it is the answer to every further call. */
  submit(billingAddress: Readonly<Record<string, string>> | undefined): Promise<SubmitResult> {
    if (this.#submitting) {
      this.#signal("SDK_DUPLICATE_SUBMISSION_BEHAVIOR");
      return this.#submitting;
    }
    const line = this.#gatewayFrame?.line;
    if (!line || !this.isAlive || this.#state === "loading") {
      return Promise.resolve(notThere);
    }
    this.#signal("attempt");
    const answered = line.ask("submit", billingAddress ? { billingAddress } : {}).then(toSubmitResult);
    this.#submitting = Promise.race([answered, untilSilent(line, answered)])
      .catch(() => toFailure("PROCESSING", "USER_CANCELED", "The form was removed."))
      .finally(() => {
        this.#submitting = undefined;
        this.#signal("settled");
      });
    return this.#submitting;
  }

  /** False when the form is not there, or does not answer. */
  async validate(): Promise<boolean> {
    const answer = this.isAlive ? await this.#ask("validate", {}) : undefined;
    return answer?.["isValid"] === true;
  }

  async update(sessionData: string): Promise<boolean> {
    const answer = this.isAlive ? await this.#ask("update", { sessionData }) : undefined;
    if (answer?.["ok"] !== true) return false;
    this.#signal("renew");
    return true;
  }

  async #ask<T extends "validate" | "update">(type: T, data: ToFrame[T]): Promise<Fields | undefined> {
    try {
      return (await this.#gatewayFrame?.line.ask(type, data, askMsMax)) as Fields | undefined;
    } catch {
      return undefined;
    }
  }

  /** The buyer goes: what that means depends on whether something was started. */
  leave(): void {
    if (this.#state === "loading") this.#signal("SDK_END_OF_LOADING");
    if (isUnderWay(this.#state)) {
      this.#signal("SDK_PAYMENT_PROCESSING", { result: { paymentResultCode: "PAYMENT_IN_PROCESS" } });
    } else this.#signal("SDK_PAYMENT_CANCEL");
  }

  focus(): void {
    this.#gatewayFrame?.frame.focus();
    this.#gatewayFrame?.line.send("focus", {});
  }

  destroy(): void {
    if (this.#state === "disposed") return;
    this.#state = "disposed";
    this.#life.abort();
    this.#gatewayFrame?.line.send("dispose", {});
    this.#gatewayFrame?.line.close();
    this.#closeChallenge();
    this.#root.remove();
  }
}

type Fields = Readonly<Record<string, unknown>>;

type ElementFailure = NonNullable<SubmitResult["error"]>;

/** The other side's answer; merchants branch on its flag, so that it is a boolean whatever came. */
function toSubmitResult(answer: unknown): SubmitResult {
  const { error, ...result } = answer as Omit<SubmitResult, "error"> & { readonly error?: Partial<ElementFailure> };
  if (typeof result.status !== "string")
    return toFailure("PROCESSING", "UNKNOWN_EXCEPTION", "The answer is not readable.");
  if (!error) return result;
  const { code = "UNKNOWN_EXCEPTION", message = "", needChangeSessionForRetry = false } = error;
  return { ...result, error: { ...error, code, message, needChangeSessionForRetry } };
}

/** Resolves when the frame has not been heard of for a minute, while it owes an answer. */
async function untilSilent(line: Line<ToFrame>, answered: Promise<unknown>): Promise<SubmitResult> {
  let isOver = false;
  const end = (): void => void (isOver = true);
  answered.then(end, end);
  const isHeard = (): Promise<boolean> =>
    line.ping(pingMsMax).then(
      () => true,
      () => false,
    );
  // Asked twice: a tab that slept wakes with its timers run out and the answer still to come.
  while ((await isHeard()) || (await isHeard())) {
    if (isOver) break;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return toFailure("PROCESSING", "SUBMIT_PAYMENT_TIMEOUT", "The form does not answer: ask your server.");
}
