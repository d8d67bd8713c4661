import type { Checkout } from "../flow/checkout.ts";
import type { Model } from "../model.ts";
import { formatAmount } from "../format-amount.ts";
import { t } from "../texts.ts";
import { AlertIcon, InfoIcon, LockIcon } from "./icons.tsx";
import { methodName, Methods } from "./methods.tsx";
import { TestCards } from "./test-cards.tsx";

/** Everything between the total and the button. While an attempt runs it stays in view and takes no input. */
export function PaymentForm({ checkout }: { readonly checkout: Checkout }) {
  const { model } = checkout;
  const isBusy = model.isBusy.value;
  return (
    <form
      class="form"
      noValidate
      aria-label={t("formTitle")}
      aria-busy={isBusy}
      onSubmit={(event) => {
        event.preventDefault();
        if (model.init.showSubmitButton) void checkout.press();
      }}
    >
      <TestCards model={model} />
      <div class="fields" inert={isBusy}>
        <Methods model={model} />
      </div>
      <NoticeLine model={model} />
      {model.init.showSubmitButton && <PayButton model={model} />}
      <Status model={model} />
      {model.method.value?.category === "CARD" && (
        <p class="secured">
          <LockIcon size={14} />
          {t("securedNote")}
        </p>
      )}
    </form>
  );
}

function NoticeLine({ model }: { readonly model: Model }) {
  const notice = model.notice.value;
  return (
    <>
      <div role="alert" class="notice-place">
        {notice?.tone === "error" && (
          <p class="notice notice-error">
            <AlertIcon size={20} />
            <span>{t(notice.text, notice.fillings)}</span>
          </p>
        )}
      </div>
      <div role="status" class="notice-place">
        {notice?.tone === "info" && (
          <p class="notice">
            <InfoIcon size={20} />
            <span>{t(notice.text, notice.fillings)}</span>
          </p>
        )}
      </div>
    </>
  );
}

/** Keeps the focus while it is busy: a disabled button would lose it. */
function PayButton({ model }: { readonly model: Model }) {
  const isBusy = model.isBusy.value;
  return (
    <button type="submit" class="button pay" aria-disabled={isBusy}>
      {isBusy ? (
        <>
          <span class="spinner" aria-hidden="true" />
          {busyText(model)}
        </>
      ) : (
        payText(model)
      )}
    </button>
  );
}

function payText({ method, interaction, opened }: Model): string {
  const chosen = method.value;
  const amount = opened.value?.amount;
  if (!chosen || !amount) return "";
  if (chosen.category === "CARD") return t("pay", { amount: formatAmount(amount) });
  return interaction.value === "code" ? t("showCode") : t("continueTo", { name: methodName(chosen) });
}

function busyText({ phase, isOffline }: Model): string {
  if (isOffline.value) return t("reconnecting");
  if (phase.value === "checkingDevice") return t("checkingDevice");
  return t(phase.value === "challenge" ? "waitingForBank" : "processing");
}

/** Read out; also shown when the button that would say so is the page's own. */
function Status({ model }: { readonly model: Model }) {
  const isVisible = model.isBusy.value && !model.init.showSubmitButton;
  return (
    <p role="status" class={isVisible ? "status" : "sr-only"}>
      {isVisible && <span class="spinner" aria-hidden="true" />}
      {model.isBusy.value ? busyText(model) : ""}
    </p>
  );
}
