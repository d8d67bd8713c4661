import { useSignalEffect } from "@preact/signals";
import type { Checkout } from "../flow/checkout.ts";
import { t } from "../texts.ts";
import { CodeScreen } from "./code-screen.tsx";
import { fieldId } from "./field.tsx";
import { GoOnScreen } from "./go-on-screen.tsx";
import { PageLayout } from "./page-layout.tsx";
import { PaymentForm } from "./payment-form.tsx";
import { ResultScreen } from "./result-screen.tsx";

export function App({ checkout }: { readonly checkout: Checkout }) {
  const { model } = checkout;
  useSignalEffect(() => {
    const { id, count } = model.focusWish.value;
    // After this rendering: the field may only now be there, or become usable again.
    if (count > 0) setTimeout(() => document.getElementById(fieldId(id))?.focus());
  });
  const content = <Content checkout={checkout} />;
  return model.host.mode === "page" ? <PageLayout model={model}>{content}</PageLayout> : content;
}

function Content({ checkout }: { readonly checkout: Checkout }) {
  switch (checkout.model.phase.value) {
    case "loading":
      return <Skeleton />;
    case "ready":
    case "submitting":
    case "checkingDevice":
    case "challenge":
      return <PaymentForm checkout={checkout} />;
    case "redirecting":
      return <GoOnScreen checkout={checkout} />;
    case "showingCode":
    case "codeExpired":
      return <CodeScreen checkout={checkout} />;
    default:
      return <ResultScreen checkout={checkout} />;
  }
}

/** As high as the card form, so that nothing jumps when it comes. */
const Skeleton = () => (
  <div class="skeleton" role="status">
    <span class="sr-only">{t("processing")}</span>
    <i />
    <i />
    <i />
    <i />
    <i class="skeleton-button" />
  </div>
);
