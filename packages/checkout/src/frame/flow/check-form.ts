import { type Model, wishFocus } from "../model.ts";

/** Shows what is wrong or missing, takes the buyer to the first of it, and answers how many fields there are. */
export function checkForm(model: Model): number {
  const method = model.method.peek();
  if (!method) return 1;
  if (method.category === "CARD") return checkCardFields(model);
  const isBankMissing = method.banks !== undefined && model.bank.peek() === undefined;
  model.isBankMissing.value = isBankMissing;
  if (!isBankMissing) return 0;
  model.say("error", "fieldsToCheck", { count: 1 });
  wishFocus(model, "bank");
  return 1;
}

function checkCardFields(model: Model): number {
  const wrong = model.card.showProblems();
  const [first] = wrong;
  if (first === undefined) return 0;
  model.say("error", "fieldsToCheck", { count: wrong.length });
  wishFocus(model, first);
  return wrong.length;
}
