import type { ComponentChildren } from "preact";
import type { Checkout } from "../flow/checkout.ts";
import type { Phase } from "../flow/phases.ts";
import type { TextKey } from "../locales/en.ts";
import type { Model } from "../model.ts";
import { formatAmount } from "../format-amount.ts";
import { t } from "../texts.ts";
import { CheckIcon, ClockIcon, CrossIcon } from "./icons.tsx";
import { Screen, type ScreenProps } from "./screen.tsx";

type Ending = {
  readonly title: TextKey;
  readonly text: TextKey;
  readonly tone: NonNullable<ScreenProps["tone"]>;
  readonly icon: ComponentChildren;
};

const endings: { readonly [P in Phase]?: Ending } = {
  paid: { title: "paidTitle", text: "paidText", tone: "good", icon: <CheckIcon /> },
  pending: { title: "pendingTitle", text: "pendingText", tone: "calm", icon: <ClockIcon /> },
  processing: { title: "processingTitle", text: "processingText", tone: "calm", icon: <ClockIcon /> },
  failed: { title: "failedTitle", text: "failedText", tone: "bad", icon: <CrossIcon /> },
  cancelled: { title: "cancelledTitle", text: "cancelledText", tone: "calm", icon: <CrossIcon /> },
  expired: { title: "expiredTitle", text: "expiredText", tone: "calm", icon: <ClockIcon /> },
  broken: { title: "brokenTitle", text: "brokenText", tone: "bad", icon: <CrossIcon /> },
  unavailable: { title: "brokenTitle", text: "unavailableText", tone: "bad", icon: <CrossIcon /> },
};

/** How it ended, in words, and the way back to the shop. */
export function ResultScreen({ checkout }: { readonly checkout: Checkout }) {
  const { model } = checkout;
  const phase = model.phase.value;
  const ending = endings[phase];
  if (!ending) return null;
  const opened = model.opened.value;
  const merchant = opened?.merchantName ?? "";
  const amount = opened ? formatAmount(opened.amount) : "";
  return (
    <Screen title={t(ending.title)} tone={ending.tone} icon={ending.icon}>
      <p>{t(ending.text, { merchant, amount })}</p>
      {phase === "unavailable" ? (
        <button type="button" class="button" onClick={() => void checkout.start()}>
          {t("tryAgain")}
        </button>
      ) : (
        <ToShop model={model} isPaid={phase === "paid" || phase === "pending"} />
      )}
    </Screen>
  );
}

/** A merchant's page that keeps the buyer goes on by itself. */
function ToShop({ model, isPaid }: { readonly model: Model; readonly isPaid: boolean }) {
  const { opened, init, host } = model;
  const url = opened.value?.redirectUrl;
  if (!url || init.notRedirectAfterComplete) return null;
  return (
    <button
      type="button"
      class="button"
      onClick={() => host.send("redirect", { method: "GET", url, purpose: "completed" })}
    >
      {t(isPaid ? "continueToShop" : "backToShop", { merchant: opened.value?.merchantName ?? "" })}
    </button>
  );
}
