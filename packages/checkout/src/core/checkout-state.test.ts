import fc from "fast-check";
import { expect, test } from "vitest";
import { type CheckoutState, nextState, nextStates } from "./checkout-state.ts";

const states = Object.keys(nextStates) as CheckoutState[];
const signals = [...new Set(states.flatMap((state) => Object.keys(nextStates[state])))];
const results = [
  "SDK_PAYMENT_SUCCESSFUL",
  "SDK_PAYMENT_PROCESSING",
  "SDK_PAYMENT_FAIL",
  "SDK_PAYMENT_CANCEL",
  "SDK_PAYMENT_ERROR",
];

/** The signals that were heard, in order, with the state each led to. */
function tell(story: readonly string[]): readonly { readonly signal: string; readonly state: CheckoutState }[] {
  let state: CheckoutState = "idle";
  return story.flatMap((signal) => {
    const next = nextState(state, signal);
    if (next === undefined) return [];
    state = next;
    return [{ signal, state }];
  });
}

const stories = fc
  .array(fc.constantFrom(...signals, "SDK_SOMETHING_NEW"), { maxLength: 60 })
  .map((story) => tell(["SDK_START_OF_LOADING", "SDK_END_OF_LOADING", ...story]));

test("every state is known, and every move leads to one", () => {
  for (const state of states) {
    for (const next of Object.values(nextStates[state])) expect(states).toContain(next);
  }
});

test("a session succeeds at most once", () => {
  fc.assert(
    fc.property(stories, (heard) => {
      let successes = 0;
      for (const { signal } of heard) {
        if (signal === "renew") successes = 0;
        if (signal === "SDK_PAYMENT_SUCCESSFUL") successes += 1;
        expect(successes).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test("after a result nothing but another attempt, another session or a failure of the form is heard of the payment", () => {
  fc.assert(
    fc.property(stories, (heard) => {
      heard.forEach(({ signal }, place) => {
        if (!results.includes(signal)) return;
        const next = heard[place + 1]?.signal;
        if (next === undefined || next === "SDK_SOMETHING_NEW") return;
        expect(["attempt", "renew", "SDK_PAYMENT_RETRY"].includes(next) || next.endsWith("_ERROR")).toBe(true);
        expect(results).not.toContain(next);
      });
    }),
  );
});

test("loading starts once and ends once", () => {
  fc.assert(
    fc.property(stories, (heard) => {
      const told = heard.map(({ signal }) => signal);
      expect(told.filter((signal) => signal === "SDK_START_OF_LOADING")).toHaveLength(1);
      expect(told.filter((signal) => signal === "SDK_END_OF_LOADING")).toHaveLength(1);
    }),
  );
});

test("a form that broke says nothing more", () => {
  fc.assert(
    fc.property(stories, (heard) => {
      const broken = heard.findIndex(({ state }) => state === "broken");
      if (broken >= 0) expect(heard).toHaveLength(broken + 1);
    }),
  );
});

test("a code nobody here knows is let through while the form is there, and changes nothing", () => {
  expect(nextState("ready", "SDK_SOMETHING_NEW")).toBe("ready");
  expect(nextState("succeeded", "SDK_SOMETHING_NEW")).toBe("succeeded");
  expect(nextState("loading", "SDK_SOMETHING_NEW")).toBeUndefined();
  expect(nextState("disposed", "SDK_SOMETHING_NEW")).toBeUndefined();
});

test.each([
  ["a card without challenge", ["attempt", "SDK_PAYMENT_SUCCESSFUL"], "succeeded"],
  ["a challenge", ["attempt", "SDK_PAYMENT_CHALLENGE", "SDK_PAYMENT_SUCCESSFUL"], "succeeded"],
  ["a challenge left", ["attempt", "SDK_PAYMENT_CHALLENGE", "SDK_PAYMENT_PROCESSING"], "processing"],
  ["a decline and another try", ["attempt", "SDK_PAYMENT_RETRY", "attempt", "SDK_PAYMENT_SUCCESSFUL"], "succeeded"],
  ["a decline told after the attempt", ["attempt", "settled", "SDK_PAYMENT_RETRY"], "ready"],
  ["fields that are wrong", ["attempt", "SDK_FORM_VERIFICATION_FAILED"], "ready"],
  ["a wallet", ["attempt", "SDK_CALL_URL_SUCCESS"], "redirecting"],
  ["a wallet the buyer came back from", ["attempt", "SDK_CALL_URL_SUCCESS", "attempt", "SDK_PAYMENT_FAIL"], "failed"],
  ["a network that went away", ["attempt", "SDK_SUBMIT_NETWORK_ERROR", "SDK_PAYMENT_SUCCESSFUL"], "succeeded"],
  ["a new session after the last was paid", ["attempt", "SDK_PAYMENT_SUCCESSFUL", "renew", "attempt"], "submitting"],
])("%s is a story that can be told", (_, story, end) => {
  const heard = tell(["SDK_START_OF_LOADING", "SDK_END_OF_LOADING", ...story]);
  expect(heard).toHaveLength(story.length + 2);
  expect(heard.at(-1)?.state).toBe(end);
});
