import { randomInt } from "node:crypto";
import { type Instant, toIsoText } from "../kernel/index.ts";

const randomGroups = 13;
const groupDigits = 3;

/** UTC date and time, then 39 random digits (129 bits): 53 characters, opaque to everyone, sortable by creation. */
export function newPaymentId(now: Instant): string {
  let id = toIsoText(now).replaceAll(/\D/g, "");
  for (let group = 0; group < randomGroups; group++)
    id += String(randomInt(10 ** groupDigits)).padStart(groupDigits, "0");
  return id;
}
