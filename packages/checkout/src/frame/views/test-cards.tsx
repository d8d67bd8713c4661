import type { CheckoutTestCard } from "@opencashier/protocol";
import { brandRulesOf } from "../card/brands.ts";
import { groupNumber } from "../card/number.ts";
import { type Model, wishFocus } from "../model.ts";
import { t } from "../texts.ts";
import { BrandBadge } from "./brand-badge.tsx";

/** Says that no money moves, and offers cards to try. The gateway sends this for sandbox merchants only. */
export function TestCards({ model }: { readonly model: Model }) {
  const sandbox = model.opened.value?.sandbox;
  if (!sandbox) return null;
  const hasCards = model.method.value?.category === "CARD" && sandbox.testCards.length > 0;
  const ribbon = (
    <>
      <strong>{t("testMode")}</strong> <span class="test-note">{t("testNote")}</span>
    </>
  );
  if (!hasCards) return <p class="test-mode">{ribbon}</p>;
  return (
    <details class="test-mode">
      <summary>
        {ribbon}
        <span class="test-open">{t("testCards")}</span>
      </summary>
      <ul class="test-cards">
        {sandbox.testCards.map((card) => (
          <li key={card.number}>
            <TestCard model={model} card={card} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function TestCard({ model, card }: { readonly model: Model; readonly card: CheckoutTestCard }) {
  const number = groupNumber(card.number);
  return (
    <button
      type="button"
      aria-label={t("fillTestCard", { card: card.title, outcome: card.outcome })}
      onClick={() => fill(model, card)}
    >
      <span aria-hidden="true">
        <BrandBadge brand={card.brand} />
      </span>
      <span class="test-number" dir="ltr">
        {number}
      </span>
      <span class="test-outcome">{card.outcome}</span>
    </button>
  );
}

const yearsAhead = 4;

function fill(model: Model, { number }: CheckoutTestCard): void {
  if (model.isBusy.peek()) return;
  const year = (new Date(model.nowMs()).getUTCFullYear() + yearsAhead) % 100;
  const cvcLength = brandRulesOf(number)?.cvcLength ?? 3;
  model.notice.value = undefined;
  model.card.clearAll();
  model.card.edit({
    number: groupNumber(number),
    expiry: `12 / ${String(year).padStart(2, "0")}`,
    cvc: "1234".slice(0, cvcLength),
    name: "Test Buyer",
  });
  wishFocus(model, "number");
}
