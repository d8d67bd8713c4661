import type { CheckoutCardRequest, CheckoutStateRequest, CheckoutSubmitRequest } from "@opencashier/protocol";
import { createAskLimit } from "./ask-limit.ts";
import {
  type BrowserProof,
  type BrowserRefusal,
  type BrowserSession,
  isRefusal,
  openBrowserSession,
} from "./browser-session.ts";
import type { CheckoutApiDeps, CheckoutContext, PayerHeaders } from "./context.ts";
import { createDeclineLimit } from "./decline-limit.ts";
import { open } from "./open.ts";
import { readCard } from "./read-card.ts";
import { readState } from "./read-state.ts";
import { findThreeDSStep, type PostedStep, returned } from "./returned.ts";
import { submit } from "./submit.ts";

/** What the buyer's browser may ask. Every answer is a value or a refusal with its declared reason. */
export type CheckoutApi = ReturnType<typeof createCheckoutApi>;

// Browsers ask every two seconds at first; news that an acquirer tells by itself is recorded without being asked for.
const askPauseMs = 3_000;
const attemptsRememberedMax = 10_000;
const declineBurst = 200;
const declinesPerSecond = 2;
const merchantsCountedMax = 10_000;

export const createCheckoutApi = (deps: CheckoutApiDeps) => {
  const monotonicMs = deps.monotonicMs ?? (() => performance.now());
  const context: CheckoutContext = {
    ...deps,
    mayAsk: createAskLimit({ monotonicMs, pauseMs: askPauseMs, countMax: attemptsRememberedMax }),
    declines: createDeclineLimit({
      monotonicMs,
      burst: declineBurst,
      perSecond: declinesPerSecond,
      merchantsMax: merchantsCountedMax,
    }),
  };
  return {
    open: (proof: BrowserProof) => withSession(deps, proof, (found) => open(context, found)),
    card: (proof: BrowserProof, request: CheckoutCardRequest) =>
      withSession(deps, proof, async (found) => readCard(found, request)),
    submit: (proof: BrowserProof, request: CheckoutSubmitRequest, headers: PayerHeaders) =>
      withSession(deps, proof, (found) => submit(context, found, { request, headers })),
    state: (proof: BrowserProof, request: CheckoutStateRequest) =>
      withSession(deps, proof, (found) => readState(context, found, request)),
    returned: (token: string, posted: PostedStep | undefined) => returned(context, token, posted),
    threeDSStep: (token: string) => findThreeDSStep(context, token),
  };
};

async function withSession<Reply>(
  deps: CheckoutApiDeps,
  proof: BrowserProof,
  answer: (found: BrowserSession) => Promise<Reply | BrowserRefusal>,
): Promise<Reply | BrowserRefusal> {
  const found = await openBrowserSession(deps, proof);
  return isRefusal(found) ? found : answer(found);
}
