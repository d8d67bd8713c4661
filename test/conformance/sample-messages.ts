import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";

/** A createPaymentSession body as merchants send it. */
export type SampleMessage = Readonly<Record<string, unknown>> & { readonly paymentRequestId: string };

const folder = new URL("samples/", import.meta.url);

/** One body for each way of paying that the documents describe, by name. */
export const sampleMessages: ReadonlyMap<string, SampleMessage> = new Map(
  readdirSync(folder)
    .toSorted()
    .map((file) => [
      file.replace(".json", ""),
      JSON.parse(readFileSync(new URL(file, folder), "utf8")) as SampleMessage,
    ]),
);

export const newRequestId = (): string => `PR-${randomUUID()}`;

/** A sample under a `paymentRequestId` nobody has used. Throws for a name that is no sample's. */
export function newMessage(name = "card-no-3ds"): SampleMessage {
  const sample = sampleMessages.get(name);
  if (!sample) throw new RangeError(`there is no sample ${name}`);
  return { ...sample, paymentRequestId: newRequestId() };
}
