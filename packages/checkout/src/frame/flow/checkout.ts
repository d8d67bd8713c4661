import type { CheckoutOpenReply, CheckoutState } from "@opencashier/protocol";
import type { SubmitResult } from "../../core/messages.ts";
import type { Refusal, Reply } from "../gateway.ts";
import type { Model } from "../model.ts";
import { formatAmount } from "../format-amount.ts";
import { checkForm } from "./check-form.ts";
import { endingOf } from "./endings.ts";
import { follow } from "./follow.ts";
import { isOver } from "./phases.ts";
import { endSession, finish, pay, type PayControl } from "./pay.ts";
import { watchOutcome } from "./watch-outcome.ts";
import type { BillingAddress } from "./submit-request.ts";

/** What buttons and the page can ask for. */
export type Checkout = {
  readonly model: Model;
  /** Opens the session and shows the form. Again after a failure to reach the gateway. */
  readonly start: () => Promise<void>;
  /** The page knows that the form is there; only now does it listen to events. */
  readonly shown: () => void;
  /** The form's own button: the page may have a word first. */
  readonly press: () => Promise<void>;
  /** While an attempt runs, a further call is that attempt. */
  readonly submit: (billingAddress?: BillingAddress) => Promise<SubmitResult>;
  readonly validate: () => boolean;
  /** Another session in the place of this one; the typed card stays. False while an attempt runs. */
  readonly update: (sessionData: string) => Promise<boolean>;
  /** The buyer wants to pay in another way than the one that is waited for. */
  readonly leaveWaiting: () => void;
  readonly renewCode: () => void;
  /** Opens the wallet's or bank's page once more. */
  readonly reopen: () => void;
};

export function createCheckout(model: Model): Checkout {
  const runner = createRunner(model);
  const pageReady = createGate();
  const watchExpiry = createExpiryWatch(model, runner.isRunning);
  let isAsking = false;

  const show = (opened: CheckoutOpenReply): void => {
    model.learnTime(opened.serverTime);
    model.opened.value = opened;
    model.state.value = opened.state;
    resume(opened.state);
    if (!isOver(model.phase.peek())) watchExpiry(opened);
  };

  /** A buyer may open the form in the middle of a payment: back from a wallet, after a reload, or in a second tab. */
  const resume = (state: CheckoutState): void => {
    const { status, action } = state;
    if (status === "PROCESSING" || (status === "ACTION" && action?.type === "code")) {
      model.move("submitting");
      pageReady.whenOpen(() => void runner.run((control) => resumeFollowing(model, state, control)));
    } else if (status === "OPEN" || status === "ACTION") {
      model.move("ready");
      // A step that was left behind, e.g. with the browser's back button: the next attempt ends it.
      if (status === "ACTION") model.say("info", "cameBack");
      else if (state.paymentResultCode !== undefined) model.say("info", "methodFailed");
    } else {
      const { phase, event } = endingOf(state);
      model.move(phase);
      pageReady.whenOpen(() => model.host.send("event", event));
    }
  };

  return {
    model,
    async start() {
      model.move("loading");
      const reply = await openTwice(model);
      if (reply.isOk) show(reply.value);
      else refuseOpening(model, reply);
    },
    shown: () => pageReady.open(),
    async press() {
      const method = model.method.peek();
      if (runner.isRunning() || isAsking || !method) return;
      isAsking = true;
      const mayProceed = await model.host.mayProceed(method.paymentMethodType).catch(() => false);
      isAsking = false;
      if (mayProceed) await runner.run((control) => pay(model, control));
    },
    submit: (billingAddress) => runner.run((control) => pay(model, control, billingAddress)),
    validate: () => !runner.isRunning() && checkForm(model) === 0,
    async update(sessionData) {
      if (runner.isRunning() || model.phase.peek() !== "ready") return false;
      const goBack = model.useSession(sessionData);
      const reply = await openTwice(model);
      if (!reply.isOk || runner.isRunning()) {
        goBack();
        return false;
      }
      model.notice.value = undefined;
      show(reply.value);
      if (model.phase.peek() === "ready") model.say("info", "newTotal", { amount: formatAmount(reply.value.amount) });
      return true;
    },
    leaveWaiting: () => runner.leaveWaiting(),
    renewCode: runner.renewCode,
    reopen: () => reopen(model),
  };
}

function reopen(model: Model): void {
  const action = model.state.peek()?.action;
  if (action?.type !== "redirect") return;
  const { type: _type, ...target } = action;
  model.host.send("redirect", { ...target, purpose: "payment" });
}

/** Runs one attempt at a time; whoever asks for another meanwhile gets the one that runs. */
function createRunner(model: Model) {
  let running: Promise<SubmitResult> | undefined;
  let stop = new AbortController();
  let answerNewCode: ((isWanted: boolean) => void) | undefined;
  const wantsNewCode = (): Promise<boolean> => new Promise((resolve) => (answerNewCode = resolve));
  return {
    isRunning: () => running !== undefined,
    run(work: (control: PayControl) => Promise<SubmitResult>): Promise<SubmitResult> {
      if (running) return running;
      stop = new AbortController();
      model.host.send("busy", { isBusy: true });
      running = work({ stop: stop.signal, wantsNewCode }).finally(() => {
        running = undefined;
        model.host.send("busy", { isBusy: false });
        void watchOutcome(model);
      });
      return running;
    },
    leaveWaiting(): void {
      stop.abort();
      answerNewCode?.(false);
    },
    renewCode: () => answerNewCode?.(true),
  };
}

/** Holds back what the page would not hear yet. */
function createGate() {
  let isOpen = false;
  const waiting: (() => void)[] = [];
  return {
    whenOpen(act: () => void): void {
      if (isOpen) act();
      else waiting.push(act);
    },
    open(): void {
      isOpen = true;
      for (const act of waiting.splice(0)) act();
    },
  };
}

function createExpiryWatch(model: Model, isRunning: () => boolean): (opened: CheckoutOpenReply) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const close = (): void => {
    if (!isRunning() && model.phase.peek() === "ready") void closeSession(model);
  };
  return ({ expiresAt }) => {
    clearTimeout(timer);
    const leftMs = expiresAt - model.nowMs();
    if (leftMs <= timerMsMax) timer = setTimeout(close, Math.max(leftMs, 0) + 1_000);
  };
}

/** The longest time a browser's timer can be set to. */
const timerMsMax = 2_147_000_000;

/** One lost packet is no reason for an error page. */
async function openTwice({ gateway }: Model): Promise<Reply<CheckoutOpenReply>> {
  const reply = await gateway().open();
  return !reply.isOk && (reply.error === "LOST" || reply.error === "UNAVAILABLE") ? gateway().open() : reply;
}

function refuseOpening(model: Model, { error, message }: Refusal): void {
  const isAway = error === "LOST" || error === "UNAVAILABLE";
  model.move(isAway ? "unavailable" : error === "SESSION_EXPIRED" ? "expired" : "broken");
  const code = isAway ? "SDK_CREATECOMPONENT_ERROR" : "INQUIRY_PAYMENT_SESSION_FAILED";
  model.host.send("fatal", { code, message: message || "The payment session cannot be opened." });
}

async function resumeFollowing(model: Model, state: CheckoutState, control: PayControl): Promise<SubmitResult> {
  const followed = await follow(model, state, control.stop);
  if (!control.stop.aborted && !followed.isCodeOver) return finish(model, followed);
  model.move("ready");
  return { status: "PROCESSING" };
}

/** Time is up while the form is open: the gateway says whether it really is. */
async function closeSession(model: Model): Promise<void> {
  const reply = await model.gateway().state({});
  if (model.phase.peek() !== "ready") return;
  if (reply.isOk && reply.value.status !== "OPEN" && reply.value.status !== "ACTION") {
    finish(model, { state: reply.value, hasLeftChallenge: false });
  } else if (!reply.isOk && reply.error === "SESSION_EXPIRED") {
    endSession(model, reply.message);
  }
}
