import type { CheckoutAction, CheckoutState } from "@opencashier/protocol";
import type { Model } from "../model.ts";
import { type PayerStep, runChallenge, runMethod } from "./three-ds.ts";
import { pauseOffline, pausePolling, pollPauseMs } from "./waiting.ts";

/** Where an attempt has led to. */
export type Followed = {
  readonly state: CheckoutState;
  /** The buyer closed the bank's page. */
  readonly hasLeftChallenge: boolean;
  /** The code to scan is over, unpaid. */
  readonly isCodeOver: boolean;
};

/** What the buyer watches a spinner for, at most, while an acquirer has not answered. */
const processingMsMax = 60_000;

/**
 * Goes with an attempt through all its steps until it is decided, the buyer gives it up (`stop`), or there is nothing left to
 * do but wait.
 */
export async function follow(model: Model, first: CheckoutState, stop: AbortSignal): Promise<Followed> {
  const taken = new Set<string>();
  let state = first;
  let waitedMs = 0;
  const end = (more: Partial<Followed> = {}): Followed => ({
    state,
    hasLeftChallenge: false,
    isCodeOver: false,
    ...more,
  });
  while (!stop.aborted) {
    model.state.value = state;
    model.learnTime(state.serverTime);
    const { action, attemptId } = state;
    if (state.status === "ACTION" && action && attemptId !== undefined && !taken.has(attemptId + action.type)) {
      taken.add(attemptId + action.type);
      const done = await take(model, { action, attemptId, state }, stop);
      state = done.state;
      if (done.isCodeOver || (done.step === "challenge-abandoned" && state.status !== "SUCCESS")) {
        return end({ isCodeOver: done.isCodeOver ?? false, hasLeftChallenge: done.step === "challenge-abandoned" });
      }
      continue;
    }
    if (state.status !== "PROCESSING" && state.status !== "ACTION") break;
    if (waitedMs >= processingMsMax) break;
    model.move("submitting");
    const pauseMs = pollPauseMs(waitedMs);
    await pausePolling(pauseMs, stop);
    waitedMs += pauseMs;
    state = await ask(model, state);
  }
  return end();
}

type Task = { readonly action: CheckoutAction; readonly attemptId: string; readonly state: CheckoutState };

type Taken = { readonly state: CheckoutState; readonly step?: PayerStep; readonly isCodeOver?: boolean };

/** One step of the buyer's. */
async function take(model: Model, task: Task, stop: AbortSignal): Promise<Taken> {
  const { action, attemptId } = task;
  model.move("submitting");
  switch (action.type) {
    case "three-ds-method": {
      model.move("checkingDevice");
      const step = await runMethod(action, attemptId);
      return tell(model, attemptId, step);
    }
    case "three-ds-challenge": {
      model.move("challenge");
      model.host.send("event", { code: "SDK_PAYMENT_CHALLENGE" });
      const over = (ended: AbortSignal) => pollWhileWaiting(model, task.state, ended).then(() => undefined);
      const step = await runChallenge({ action, attemptId, host: model.host, over });
      model.move("submitting");
      return tell(model, attemptId, step);
    }
    case "redirect": {
      model.move("redirecting");
      const { type: _type, ...target } = action;
      model.host.send("redirect", { ...target, purpose: "payment" });
      return { state: await pollWhileWaiting(model, task.state, stop) };
    }
    case "code": {
      model.move("showingCode");
      const state = await pollWhileWaiting(model, task.state, stop, action.expiresAt);
      const isCodeOver = ["ACTION", "OPEN"].includes(state.status) && model.nowMs() >= action.expiresAt;
      return { state, isCodeOver };
    }
  }
}

/** Tells the gateway that a step is done, again and again until it hears. */
async function tell(model: Model, attemptId: string, step: PayerStep): Promise<Taken> {
  for (;;) {
    const reply = await model.gateway().state({ attemptId, step });
    model.isOffline.value = !reply.isOk && reply.error === "LOST";
    if (reply.isOk) return { state: reply.value, step };
    if (reply.error !== "LOST") return { state: toOver(model), step };
    await pauseOffline(2_000);
  }
}

/** Asks until the buyer's step is done, `stop` is aborted, or the time is over. @param until on the gateway's clock */
async function pollWhileWaiting(
  model: Model,
  first: CheckoutState,
  stop: AbortSignal,
  until = Number.POSITIVE_INFINITY,
): Promise<CheckoutState> {
  let state = first;
  let waitedMs = 0;
  while (!stop.aborted && state.status === "ACTION" && state.attemptId === first.attemptId) {
    if (model.nowMs() >= until) break;
    const pauseMs = Math.min(pollPauseMs(waitedMs), Math.max(until - model.nowMs(), 500));
    await pausePolling(pauseMs, stop);
    waitedMs += pauseMs;
    if (!stop.aborted) state = await ask(model, state);
  }
  return state;
}

/** How it stands; what was known before when the gateway cannot be reached just now. */
async function ask(model: Model, before: CheckoutState): Promise<CheckoutState> {
  const { attemptId } = before;
  const reply = await model.gateway().state(attemptId === undefined ? {} : { attemptId });
  if (reply.isOk) {
    model.learnTime(reply.value.serverTime);
    return reply.value;
  }
  return ["SESSION_EXPIRED", "SESSION_INVALID"].includes(reply.error) ? toOver(model) : before;
}

const toOver = (model: Model): CheckoutState => ({ status: "EXPIRED", serverTime: model.nowMs() });
