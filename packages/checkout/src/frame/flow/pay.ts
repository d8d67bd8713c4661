import type { CheckoutState } from "@opencashier/protocol";
import type { SubmitResult } from "../../core/messages.ts";
import type { Refusal } from "../gateway.ts";
import type { Model } from "../model.ts";
import { checkForm } from "./check-form.ts";
import { deliver } from "./deliver.ts";
import { endingOf, refusedResult } from "./endings.ts";
import { type Followed, follow } from "./follow.ts";
import { showDecline } from "./show-decline.ts";
import { type BillingAddress, newAttemptKey, toPayload } from "./submit-request.ts";

/** What the buyer can say while an attempt waits for something. */
export type PayControl = {
  /** Aborted when the buyer wants to pay in another way. */
  readonly stop: AbortSignal;
  /** Resolves when the buyer wants a new code for one that is over; false when another way to pay. */
  readonly wantsNewCode: () => Promise<boolean>;
};

/** One go of the buyer's: from the button to a result. Never rejects. */
export async function pay(model: Model, control: PayControl, billingAddress?: BillingAddress): Promise<SubmitResult> {
  const count = checkForm(model);
  const payload = count === 0 ? toPayload(model, billingAddress) : undefined;
  if (!payload) {
    model.host.send("event", { code: "SDK_FORM_VERIFICATION_FAILED" });
    return refusedResult("FORM_INVALID", "The form is not complete; the messages are in it.");
  }
  for (;;) {
    model.notice.value = undefined;
    model.move("submitting");
    const delivered = await deliver(model, { ...payload, attemptKey: newAttemptKey() });
    if (delivered.kind === "unsent") return giveUpUnsent(model, delivered.state);
    const state = delivered.kind === "arrived" ? delivered.state : await heed(model, delivered.refusal);
    if ("error" in state) return state.error;
    const followed = await follow(model, state, control.stop);
    if (control.stop.aborted) return leave(model);
    if (!followed.isCodeOver) return finish(model, followed);
    model.move("codeExpired");
    if (!(await control.wantsNewCode())) return leave(model);
  }
}

/** The buyer turned to another way to pay; the next attempt ends this one. */
function leave(model: Model): SubmitResult {
  model.move("ready");
  return refusedResult("USER_CANCELED", "The buyer chose another way to pay.");
}

function giveUpUnsent(model: Model, state: CheckoutState): SubmitResult {
  model.state.value = state;
  model.move("ready");
  model.say("error", "notReached");
  return refusedResult("SDK_SUBMIT_NETWORK_ERROR", "The payment could not be sent.");
}

type Heeded = CheckoutState | { readonly error: SubmitResult };

/** What a refused attempt means: somebody else's attempt to follow, or a message. */
async function heed(model: Model, refusal: Refusal): Promise<Heeded> {
  const { error, message } = refusal;
  const stay = (text: Parameters<Model["say"]>[1], code: string): Heeded => {
    model.move("ready");
    model.say("error", text);
    return { error: refusedResult(code, message) };
  };
  switch (error) {
    case "DUPLICATE": {
      model.host.send("event", { code: "SDK_DUPLICATE_SUBMISSION_BEHAVIOR" });
      model.say("info", "otherAttempt");
      const reply = await model.gateway().state({});
      return reply.isOk ? reply.value : stay("otherAttempt", "REPEAT_REQ_REJECT");
    }
    case "SESSION_EXPIRED":
    case "SESSION_INVALID":
      return { error: endSession(model, message) };
    case "METHOD_NOT_AVAILABLE":
      return stay(model.method.peek()?.category === "CARD" ? "cardNotUsable" : "methodFailed", "NO_PAY_OPTIONS");
    case "REQUEST_INVALID":
      return stay("methodFailed", "PARAM_ILLEGAL");
    case "UNAVAILABLE":
    case "LOST":
      return stay("tryAgainLater", "PROCESS_FAIL");
  }
}

/** The session is over and the gateway tells no more about it. */
export function endSession(model: Model, message: string): SubmitResult {
  const code = "INQUIRY_PAYMENT_SESSION_FAILED";
  model.move("expired");
  model.host.send("event", { code: "SDK_PAYMENT_ERROR", message, result: { paymentResultCode: code } });
  return refusedResult(code, message, true);
}

/** Shows what it came to, tells the page, and goes on to the merchant's result page if that is wanted. */
export function finish(model: Model, followed: Pick<Followed, "state" | "hasLeftChallenge">): SubmitResult {
  const { state, hasLeftChallenge } = followed;
  const { phase, event, result } = endingOf(state, hasLeftChallenge);
  model.state.value = state;
  model.move(phase);
  if (phase === "ready") showDecline(model, followed);
  model.host.send("event", event);
  if (phase === "paid" || phase === "pending" || phase === "processing") goToShop(model);
  return result;
}

/** On the gateway's own page the buyer sees the good news for a moment. */
const pageResultMs = 2_000;

function goToShop({ host, init, opened }: Model): void {
  const url = opened.peek()?.redirectUrl;
  if (!url || init.notRedirectAfterComplete) return;
  const go = (): void => host.send("redirect", { method: "GET", url, purpose: "completed" });
  if (host.mode === "page") setTimeout(go, pageResultMs);
  else go();
}
