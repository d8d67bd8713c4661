import type { ConsoleCase, ConsoleTestCard } from "@opencashier/protocol/console";

type Body = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Body =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** One case for each answer that a test card's issuer gives, made from a payment whose card data the merchant sends. */
export function toCardCases(cases: readonly ConsoleCase[], cards: readonly ConsoleTestCard[]): readonly ConsoleCase[] {
  const model = cases.find(({ operation, body }) => operation === "pay" && replaceCard(body, "") !== undefined);
  if (!model) return [];
  return cards
    .filter(({ resultCode }) => resultCode !== "")
    .map(({ number, brand, title, resultCode }) => ({
      ...model,
      name: `${title} · ${brand} · ${resultCode}`,
      body: replaceCard(model.body, number) ?? model.body,
    }));
}

/** Undefined when the body has no card number to replace. */
function replaceCard(body: object, number: string): object | undefined {
  const method = (body as Body)["paymentMethod"];
  const data = isObject(method) ? method["paymentMethodMetaData"] : undefined;
  if (!isObject(method) || !isObject(data) || data["cardNo"] === undefined) return undefined;
  return { ...body, paymentMethod: { ...method, paymentMethodMetaData: { ...data, cardNo: number } } };
}
