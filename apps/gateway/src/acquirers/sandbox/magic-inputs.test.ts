import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { engines, useDb } from "../../../../../test/support/engines.ts";
import { toCard, useTestAcquirer } from "../../../../../test/support/sandbox-acquirer.ts";
import type { ThreeDSPreference } from "../connector.ts";
import { faultKinds } from "./fault-plan.ts";
import { magicAmounts } from "./magic-amounts.ts";
import { playCard, sandboxTestCards } from "./magic-inputs.ts";
import { payerChoices } from "./payer-choices.ts";
import { sandboxDocument } from "./sandbox-document.ts";
import { testCardTable } from "./test-card-table.ts";

const page = readFileSync(join(import.meta.dirname, "../../../../../docs/integrating/sandbox.md"), "utf8");

describe("the sandbox page of the documentation", () => {
  test("is what the tables say", () => {
    expect(page).toBe(sandboxDocument());
  });

  test("leaves no magic input out", () => {
    const inputs = [
      ...testCardTable.map(({ number }) => `\`${number}\``),
      ...magicAmounts.map(({ call, minor }) => `${call === "authorize" ? "payment" : call} of ${minor}`),
      ...payerChoices.map(({ label }) => `| ${label} |`),
      ...faultKinds.map((kind) => `| \`${kind}\` |`),
    ];
    expect(inputs.filter((input) => !page.includes(input))).toEqual([]);
  });

  test("gives each card a row of its own", () => {
    const rows = page.split("\n").filter((line) => /^\| `\d{13,19}`/.test(line));
    expect(rows).toHaveLength(testCardTable.length);
  });
});

test("the test cards shown in a checkout fit their places", () => {
  for (const { title, outcome } of sandboxTestCards) {
    expect(title.length).toBeLessThanOrEqual(80);
    expect(outcome.length).toBeLessThanOrEqual(120);
  }
});

// What the page says of a card is computed without the books; here the whole acquirer is asked.
describe.each(engines)("the documented outcome of a card on %s", (engine) => {
  const it = useTestAcquirer(useDb(engine));

  test.each(["required", "if-demanded", "off"] satisfies ThreeDSPreference[])(
    "is what the acquirer answers with 3-D Secure %s",
    async (threeDS) => {
      const { acquirer, authorization, clock } = it();
      for (const card of testCardTable) {
        const { resultCode, meanwhile } = playCard(card, threeDS);
        const request = authorization({ card: toCard(card.number, { brand: card.brand }), threeDS });
        const inquire = (payerStep?: "method-completed") =>
          acquirer.connector.inquire({
            ...request,
            now: clock.now(),
            of: "authorization",
            ...(payerStep && { payerStep }),
          });
        await acquirer.connector.authorize(request);
        let answer = await inquire("method-completed");
        if (answer.kind === "needs-action" && answer.action.type === "three-ds-challenge") {
          expect(meanwhile, card.number).toBe("challenge");
          const token = answer.action.url.split("/").at(-2) ?? "";
          await acquirer.pages.answerChallenge(token, { end: "approved" });
          answer = await inquire();
        }
        if (answer.kind === "unknown" || answer.kind === "pending") {
          expect(meanwhile, card.number).toBe(answer.kind);
          clock.advance(2 * 60_000);
          answer = await inquire();
        }
        expect(answer.kind === "failed" ? answer.resultCode : "SUCCESS", card.number).toBe(resultCode);
      }
    },
  );
});
