import { type ResultCode, resultCodes } from "../result-codes.ts";
import type { Block } from "./page.ts";

const statusMeanings = { S: "succeeded", F: "refused", U: "not known yet" } as const;

export function codeTable(codes: readonly ResultCode[]): Block {
  return {
    kind: "table",
    head: ["Code", "Status", "Meaning", "What to do"],
    rows: codes.map((code) => {
      const { status, message, advice } = resultCodes[code];
      return [`\`${code}\``, `${status} (${statusMeanings[status]})`, message, advice];
    }),
  };
}
