import type { ComponentChildren } from "preact";
import { isOver } from "../flow/phases.ts";
import type { Model } from "../model.ts";
import { formatAmount } from "../format-amount.ts";
import { t } from "../texts.ts";

/** The gateway's own page: what is paid and to whom, beside the form. */
export function PageLayout({ model, children }: { readonly model: Model; readonly children: ComponentChildren }) {
  const opened = model.opened.value;
  return (
    <div class="page">
      {opened && (
        <header class="page-summary">
          <p class="page-merchant">
            <bdi>{opened.merchantName}</bdi>
          </p>
          <p class="page-total">
            <span class="sr-only">{t("total")}: </span>
            {formatAmount(opened.amount)}
          </p>
          {opened.orderDescription && (
            <p class="page-order">
              <bdi>{opened.orderDescription}</bdi>
            </p>
          )}
          {opened.redirectUrl && !isOver(model.phase.value) && (
            <a class="page-back" href={opened.redirectUrl}>
              <span aria-hidden="true" class="page-back-arrow" />
              {t("backToShop", { merchant: opened.merchantName })}
            </a>
          )}
        </header>
      )}
      <main class="page-form">{children}</main>
    </div>
  );
}
