import type { TargetedInputEvent } from "preact";
import { regroup } from "../card/caret.ts";
import { settleExpiry, shapeExpiry } from "../card/expiry.ts";
import { groupNumber, onlyDigits } from "../card/number.ts";
import type { CardField } from "../card/check-card.ts";
import type { Model } from "../model.ts";
import { formatAmount } from "../format-amount.ts";
import { t } from "../texts.ts";
import { BrandBadge, BrandBadges, brandName } from "./brand-badge.tsx";
import { Choice, Field, fieldId } from "./field.tsx";
import { CvcIcon } from "./icons.tsx";

type InputEvent = TargetedInputEvent<HTMLInputElement>;

const isDeletion = ({ inputType }: InputEvent): boolean => inputType?.startsWith("delete") ?? false;

/** Writes the shaped text back and leaves the caret where the buyer is. */
function write(input: HTMLInputElement, text: string, caret: number): void {
  if (input.value !== text) input.value = text;
  if (document.activeElement === input) input.setSelectionRange(caret, caret);
}

const numeric = { type: "text", inputMode: "numeric", dir: "ltr" } as const;

/**
 * A field's message comes after the press that left the field is over. It makes the form taller, and a button that moves
 * between a press and its release misses the click: longer than most presses last.
 */
const pressMs = 250;
const leaving = new Map<CardField, ReturnType<typeof setTimeout>>();

function leave({ card }: Model, field: CardField): void {
  clearTimeout(leaving.get(field));
  const tell = (): void => {
    const isBack = document.hasFocus() && document.activeElement?.id === fieldId(field);
    if (!isBack) card.leave(field);
  };
  leaving.set(field, setTimeout(tell, pressMs));
}

/** The fields of a card. One form in one document, so that browsers and password managers can fill it in. */
export function CardForm({ model }: { readonly model: Model }) {
  const { card, opened } = model;
  const brands = card.knownBrands.value ?? [];
  return (
    <div class="card-form">
      <NumberField model={model} />
      {brands.length > 1 && (
        <Choice
          id="brand"
          legend={t("chooseBrand")}
          problem={problemText(model, "brand")}
          options={brands.map((brand) => ({ value: brand, label: <BrandOption brand={brand} /> }))}
          chosen={card.values.value.brand}
          onChoose={(brand) => card.edit({ brand })}
        />
      )}
      <div class="row">
        <ExpiryField model={model} />
        {opened.value?.needsCvc !== false && <CvcField model={model} />}
      </div>
      <Field
        id="name"
        label={t("nameOnCard")}
        problem={problemText(model, "name")}
        input={{
          type: "text",
          autoComplete: "cc-name",
          autoCapitalize: "words",
          value: card.values.value.name,
          onInput: ({ currentTarget }) => card.edit({ name: currentTarget.value }),
          onBlur: () => leave(model, "name"),
        }}
      />
      <Plans model={model} />
    </div>
  );
}

function problemText({ card }: Model, field: CardField): string | undefined {
  const problem = card.problemOf(field);
  return problem && t(problem);
}

const BrandOption = ({ brand }: { readonly brand: string }) => (
  <>
    <span aria-hidden="true">
      <BrandBadge brand={brand} />
    </span>
    {brandName(brand)}
  </>
);

function NumberField({ model }: { readonly model: Model }) {
  const { card, method, init } = model;
  const brand = card.brand.value;
  const accepted = method.value?.cardBrands ?? [];
  const onInput = (event: InputEvent): void => {
    const input = event.currentTarget;
    const before = card.values.peek().number;
    const caret = input.selectionStart ?? input.value.length;
    const edited = regroup({ before, after: input.value, caret, isDeletion: isDeletion(event) }, groupNumber);
    write(input, edited.text, edited.caret);
    card.edit({ number: edited.text });
  };
  return (
    <Field
      id="number"
      label={t("cardNumber")}
      problem={problemText(model, "number")}
      aside={
        <>
          {init.appearance.showBrandIcon && <BrandBadges brands={accepted} label={t("acceptedCards")} />}
          <span class="sr-only" role="status">
            {brand === undefined ? "" : t("brandDetected", { brand: brandName(brand) })}
          </span>
        </>
      }
      input={{
        ...numeric,
        autoComplete: "cc-number",
        placeholder: "1234 1234 1234 1234",
        value: card.values.value.number,
        onInput,
        onBlur: () => leave(model, "number"),
      }}
    >
      {init.appearance.showBrandIcon && brand !== undefined && <BrandBadge brand={brand} />}
    </Field>
  );
}

function ExpiryField({ model }: { readonly model: Model }) {
  const { card } = model;
  const onInput = (event: InputEvent): void => {
    const input = event.currentTarget;
    const shape = (text: string): string => shapeExpiry(text, !isDeletion(event));
    const caret = input.selectionStart ?? input.value.length;
    const isAtEnd = caret >= input.value.length;
    const before = card.values.peek().expiry;
    const edited = isAtEnd
      ? { text: shape(input.value), caret: Number.MAX_SAFE_INTEGER }
      : regroup({ before, after: input.value, caret, isDeletion: isDeletion(event) }, shape);
    write(input, edited.text, Math.min(edited.caret, edited.text.length));
    card.edit({ expiry: edited.text });
  };
  return (
    <Field
      id="expiry"
      label={t("expiryDate")}
      problem={problemText(model, "expiry")}
      input={{
        ...numeric,
        autoComplete: "cc-exp",
        placeholder: t("expiryHint"),
        value: card.values.value.expiry,
        onInput,
        onBlur: () => {
          card.settleExpiry(settleExpiry);
          leave(model, "expiry");
        },
      }}
    />
  );
}

function CvcField({ model }: { readonly model: Model }) {
  const { card } = model;
  const isFront = card.rules.value?.cvcLength === 4;
  return (
    <Field
      id="cvc"
      label={t("securityCode")}
      hint={t(isFront ? "securityCodeHintFront" : "securityCodeHintBack")}
      problem={problemText(model, "cvc")}
      input={{
        ...numeric,
        autoComplete: "cc-csc",
        placeholder: isFront ? "1234" : "123",
        value: card.values.value.cvc,
        onInput: ({ currentTarget }) => {
          const cvc = onlyDigits(currentTarget.value).slice(0, card.rules.peek()?.cvcLength ?? 4);
          if (currentTarget.value !== cvc) currentTarget.value = cvc;
          card.edit({ cvc });
        },
        onBlur: () => leave(model, "cvc"),
      }}
    >
      <CvcIcon isFront={isFront} />
    </Field>
  );
}

/** Paying at once is the default; the list comes only for a card that has plans. */
function Plans({ model: { card } }: { readonly model: Model }) {
  const plans = card.plans.value;
  if (plans.length === 0) return null;
  return (
    <div class="field">
      <div class="field-head">
        <label for={fieldId("plan")}>{t("installments")}</label>
      </div>
      <div class="control">
        <select
          id={fieldId("plan")}
          value={String(card.planNum.value ?? "")}
          onChange={({ currentTarget: { value } }) => {
            card.planNum.value = value === "" ? undefined : Number(value);
          }}
        >
          <option value="">{t("payInFull")}</option>
          {plans.map(({ installmentNum, installmentAmount, interestRate }) => (
            <option key={installmentNum} value={String(installmentNum)}>
              {installmentNum} × {formatAmount(installmentAmount)}
              {", "}
              {Number(interestRate) === 0 ? t("interestFree") : t("interestPerYear", { rate: interestRate })}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}
