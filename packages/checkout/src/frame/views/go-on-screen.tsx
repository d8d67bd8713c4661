import type { Checkout } from "../flow/checkout.ts";
import { t } from "../texts.ts";
import { methodName } from "./methods.tsx";
import { Screen } from "./screen.tsx";

/** The buyer is on a wallet's or bank's page or in its app; most never see this, because their page is gone. */
export function GoOnScreen({ checkout }: { readonly checkout: Checkout }) {
  const method = checkout.model.method.value;
  const name = method ? methodName(method) : "";
  return (
    <Screen title={t("goOnIn", { name })} icon={<span class="spinner spinner-large" aria-hidden="true" />}>
      <p>{t("goOnNote")}</p>
      <div class="screen-buttons">
        <button type="button" class="button" onClick={checkout.reopen}>
          {t("openAgain", { name })}
        </button>
        <button type="button" class="button button-quiet" onClick={checkout.leaveWaiting}>
          {t("otherWay")}
        </button>
      </div>
    </Screen>
  );
}
