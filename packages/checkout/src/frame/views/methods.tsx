import { useSignal } from "@preact/signals";
import type { CheckoutMethod } from "@opencashier/protocol";
import type { Interaction, Model } from "../model.ts";
import { t } from "../texts.ts";
import { BrandBadges } from "./brand-badge.tsx";
import { CardForm } from "./card-form.tsx";
import { Choice } from "./field.tsx";
import { CategoryIcon } from "./icons.tsx";

type Props = { readonly model: Model };

/** Methods shown before "more" is pressed. */
const shownMax = 7;

/** The ways to pay. A single one needs no choice. */
export function Methods({ model }: Props) {
  const { methods, method, init } = model;
  const chosen = method.value;
  if (!chosen) return null;
  if (methods.value.length === 1) return <Panel model={model} method={chosen} />;
  return init.appearance.layout === "tabs" ? <Tabs model={model} /> : <Accordion model={model} />;
}

/** The first ones, and the one that is chosen wherever it stands. */
function useShown({ methods, method }: Model) {
  const isAll = useSignal(methods.value.length <= shownMax);
  const shown = methods.value.filter((each, index) => isAll.value || index < shownMax - 1 || each === method.value);
  return { shown, hasMore: !isAll.value, showAll: () => (isAll.value = true) };
}

function Accordion({ model }: Props) {
  const { shown, hasMore, showAll } = useShown(model);
  return (
    <fieldset class="methods accordion">
      <legend>{t("payWith")}</legend>
      {shown.map((method) => {
        const isChosen = method === model.method.value;
        return (
          <div key={method.paymentMethodType} class="method" data-chosen={isChosen ? "" : undefined}>
            <MethodLabel model={model} method={method} hasBrands />
            {isChosen && (
              <div class="method-panel">
                <Panel model={model} method={method} />
              </div>
            )}
          </div>
        );
      })}
      {hasMore && <More onPress={showAll} />}
    </fieldset>
  );
}

function Tabs({ model }: Props) {
  const { shown, hasMore, showAll } = useShown(model);
  const chosen = model.method.value;
  return (
    <>
      <fieldset class="methods tabs">
        <legend>{t("payWith")}</legend>
        {shown.map((method) => (
          <div
            key={method.paymentMethodType}
            class="method"
            data-chosen={method === model.method.value ? "" : undefined}
          >
            <MethodLabel model={model} method={method} />
          </div>
        ))}
        {hasMore && <More onPress={showAll} />}
      </fieldset>
      {chosen && <Panel key={chosen.paymentMethodType} model={model} method={chosen} />}
    </>
  );
}

const More = ({ onPress }: { readonly onPress: () => void }) => (
  <button type="button" class="more" onClick={onPress}>
    {t("moreMethods")}
  </button>
);

type MethodProps = Props & { readonly method: CheckoutMethod };

/** The gateway names methods; only "Card" is a word of a language. */
export const methodName = ({ category, name }: CheckoutMethod): string => (category === "CARD" ? t("card") : name);

const MethodLabel = ({ model, method, hasBrands = false }: MethodProps & { readonly hasBrands?: boolean }) => (
  <label class="method-label">
    <input
      type="radio"
      name="method"
      value={method.paymentMethodType}
      checked={method === model.method.value}
      onChange={() => model.choose(method.paymentMethodType)}
    />
    <CategoryIcon category={method.category} />
    <span class="method-name">{methodName(method)}</span>
    {hasBrands && method !== model.method.value && method.cardBrands && (
      <BrandBadges brands={method.cardBrands} label={t("acceptedCards")} />
    )}
  </label>
);

function Panel({ model, method }: MethodProps) {
  if (method.category === "CARD") return <CardForm model={model} />;
  const isByCode = model.interaction.value === "code";
  const note = !isByCode ? "redirectNote" : method.category === "TRANSFER" ? "transferNote" : "codeNote";
  return (
    <div class="method-note">
      {method.banks && <Banks model={model} banks={method.banks} />}
      {method.interactions.length > 1 && <Ways model={model} />}
      <p>{t(note, { name: methodName(method) })}</p>
    </div>
  );
}

const Banks = ({ model, banks }: Props & { readonly banks: NonNullable<CheckoutMethod["banks"]> }) => (
  <Choice
    id="bank"
    legend={t("chooseBank")}
    problem={model.isBankMissing.value ? t("bankMissing") : undefined}
    options={banks.map(({ bankIdentifierCode, name }) => ({ value: bankIdentifierCode, label: name }))}
    chosen={model.bank.value}
    onChoose={(bank) => {
      model.bank.value = bank;
      model.isBankMissing.value = false;
    }}
  />
);

const Ways = ({ model }: Props) => (
  <Choice
    id="way"
    legend={t("howToPay")}
    options={[
      { value: "redirect", label: t("byPage") },
      { value: "code", label: t("byCode") },
    ]}
    chosen={model.interaction.value}
    onChoose={(way) => model.chooseInteraction(way as Interaction)}
  />
);
