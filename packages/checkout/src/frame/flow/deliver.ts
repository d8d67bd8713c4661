import type { CheckoutState, CheckoutSubmitRequest } from "@opencashier/protocol";
import type { Refusal } from "../gateway.ts";
import type { Model } from "../model.ts";
import { pauseOffline } from "./waiting.ts";

export type Delivered =
  | { readonly kind: "arrived"; readonly state: CheckoutState }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  /** The network was gone, and the gateway has since said that nothing of it arrived. */
  | { readonly kind: "unsent"; readonly state: CheckoutState };

const pausesMs = [1_000, 3_000];
const askPauseMs = 3_000;

/**
 * Delivers one attempt, however bad the network: the same attempt key makes a second delivery harmless. If that does not help,
 * the page is told, and the button stays busy until the gateway has said how the payment stands.
 */
export async function deliver(model: Model, request: CheckoutSubmitRequest): Promise<Delivered> {
  const { gateway, host, isOffline, state } = model;
  const before = state.peek()?.attemptId;
  try {
    for (const pauseMs of [...pausesMs, undefined]) {
      const reply = await gateway().submit(request);
      if (reply.isOk) return { kind: "arrived", state: reply.value };
      if (reply.error !== "LOST") return { kind: "refused", refusal: reply };
      isOffline.value = true;
      if (pauseMs !== undefined) await pauseOffline(pauseMs);
    }
    host.send("event", { code: "SDK_SUBMIT_NETWORK_ERROR" });
    for (;;) {
      const reply = await gateway().state({});
      if (reply.isOk) {
        const isNothingNew = reply.value.status === "OPEN" && reply.value.attemptId === before;
        return { kind: isNothingNew ? "unsent" : "arrived", state: reply.value };
      }
      if (reply.error !== "LOST") return { kind: "refused", refusal: reply };
      await pauseOffline(askPauseMs);
    }
  } finally {
    isOffline.value = false;
  }
}
