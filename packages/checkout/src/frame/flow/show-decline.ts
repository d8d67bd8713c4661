import { type Model, wishFocus } from "../model.ts";
import { reasonOf } from "../reason-text.ts";
import type { Followed } from "./follow.ts";

/** Tells why it did not work, at the field it is about, and makes the form ready for another try. */
export function showDecline(
  model: Model,
  { state, hasLeftChallenge }: Pick<Followed, "state" | "hasLeftChallenge">,
): void {
  const isCard = model.method.peek()?.category === "CARD";
  const reason = reasonOf(state.paymentResultCode, isCard);
  const field = hasLeftChallenge ? undefined : reason.field;
  const text = hasLeftChallenge ? "authenticationLeft" : reason.text;
  model.card.refuse(field, text);
  model.say("error", text);
  if (isCard) wishFocus(model, field ?? "cvc");
}
