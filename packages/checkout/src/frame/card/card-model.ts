import { batch, computed, effect, signal } from "@preact/signals";
import type { CheckoutCardReply, CheckoutPlan } from "@opencashier/protocol";
import { brandRulesOf } from "./brands.ts";
import type { TextKey } from "../locales/en.ts";
import { type CardField, type CardProblems, type CardValues, checkCard } from "./check-card.ts";
import { onlyDigits } from "./number.ts";

export type CardModelDeps = {
  readonly acceptedBrands: () => readonly string[];
  readonly needsCvc: () => boolean;
  readonly nowMs: () => number;
  /** Asks the gateway what the first digits tell; undefined when it did not answer. */
  readonly lookUp: (bin: string) => Promise<CheckoutCardReply | undefined>;
};

/** Fields in the order a buyer meets them, for the focus on the first wrong one. */
export const cardFields: readonly CardField[] = ["number", "brand", "expiry", "cvc", "name"];

const empty: CardValues = { number: "", expiry: "", cvc: "", name: "", brand: undefined };

/**
 * A card as it is typed. A problem shows when its field is left or the form sent, and goes with the next key: nobody is told
 * off while typing.
 */
export function createCardModel(deps: CardModelDeps) {
  const typed = createTypedCard();
  const { values, shown, refused, planNum } = typed;
  const findings = deriveFindings(deps, typed);
  const { problems, ...told } = findings;
  return {
    ...told,
    values,
    planNum,
    isComplete: computed(() => Object.keys(problems.value).length === 0),
    isEmpty: computed(() => Object.values(values.value).every((value) => value === "" || value === undefined)),
    /** What to tell about a field now, if anything. */
    problemOf: (field: CardField): TextKey | undefined =>
      refused.value[field] ?? (shown.value.has(field) ? problems.value[field] : undefined),
    /** Shows everything that is wrong; the fields, first one first. */
    showProblems(): readonly CardField[] {
      const wrong = cardFields.filter((field) => problems.peek()[field] !== undefined);
      shown.value = new Set(wrong);
      return wrong;
    },
    ...createEdits(typed),
    dispose: lookUpWhileTyping(deps, typed),
  };
}

function createTypedCard() {
  const values = signal<CardValues>(empty);
  return {
    values,
    digits: computed(() => onlyDigits(values.value.number)),
    shown: signal<ReadonlySet<CardField>>(new Set()),
    refused: signal<Refused>({}),
    known: signal<Known | undefined>(undefined),
    planNum: signal<number | undefined>(undefined),
  };
}

type TypedCard = ReturnType<typeof createTypedCard>;

/** What the typed card tells. */
function deriveFindings(deps: CardModelDeps, { values, digits, known }: TypedCard) {
  const lookedUp = computed(() => (known.value && digits.value.startsWith(known.value.bin) ? known.value : undefined));
  const knownBrands = computed(() => lookedUp.value?.reply.brands);
  const rules = computed(() => brandRulesOf(digits.value));
  const problems = computed((): CardProblems =>
    checkCard(values.value, {
      acceptedBrands: deps.acceptedBrands(),
      knownBrands: knownBrands.value,
      needsCvc: deps.needsCvc(),
      nowMs: deps.nowMs(),
    }),
  );
  /** Undefined while unknown, and on a co-badged card until the buyer has chosen. */
  const brand = computed(() =>
    knownBrands.value && knownBrands.value.length > 1
      ? values.value.brand
      : (knownBrands.value?.[0] ?? rules.value?.brand),
  );
  const plans = computed((): readonly CheckoutPlan[] => lookedUp.value?.reply.plans ?? []);
  return { digits, knownBrands, rules, brand, problems, plans };
}

/** Asks what the first digits tell, once for each of them. Answers how to stop. */
function lookUpWhileTyping(deps: CardModelDeps, { values, digits, known, planNum }: TypedCard): () => void {
  let asked: string | undefined;
  const learn = (bin: string, reply: CheckoutCardReply): void => {
    batch(() => {
      // Another card, another lender.
      if (known.peek()?.bin.slice(0, 6) !== bin.slice(0, 6)) planNum.value = undefined;
      known.value = { bin, reply };
      if (!reply.brands.includes(values.peek().brand ?? "")) values.value = { ...values.peek(), brand: undefined };
    });
  };
  const ask = async (bin: string): Promise<void> => {
    asked = bin;
    const reply = await deps.lookUp(bin);
    if (!reply) asked = undefined; // The next digit asks again.
    else if (digits.peek().startsWith(bin)) learn(bin, reply);
  };
  return effect(() => {
    const bin = binOf(digits.value);
    if (bin !== undefined && asked !== bin) void ask(bin);
  });
}

function createEdits({ values, shown, refused, planNum }: TypedCard) {
  const hide = (field: CardField): void => {
    refused.value = { ...refused.value, [field]: undefined };
    shown.value = new Set([...shown.value].filter((name) => name !== field));
  };
  return {
    edit(change: Partial<CardValues>): void {
      batch(() => {
        values.value = { ...values.peek(), ...change };
        for (const field of Object.keys(change)) hide(field as CardField);
      });
    },
    /** Tidies the date without taking a message away. */
    settleExpiry(settle: (text: string) => string): void {
      values.value = { ...values.peek(), expiry: settle(values.peek().expiry) };
    },
    leave(field: CardField): void {
      // Passing through an empty field is no mistake yet.
      if (field !== "brand" && values.peek()[field] === "") return;
      shown.value = new Set([...shown.peek(), field]);
    },
    /** What the issuer found wrong, and no verification value is ever kept after a decline. */
    refuse(field: CardField | undefined, text: TextKey): void {
      batch(() => {
        values.value = { ...values.peek(), cvc: "" };
        shown.value = new Set();
        refused.value = field ? { [field]: text } : {};
      });
    },
    clearAll(): void {
      batch(() => {
        values.value = empty;
        shown.value = new Set();
        refused.value = {};
        planNum.value = undefined;
      });
    },
  };
}

type Known = { readonly bin: string; readonly reply: CheckoutCardReply };
/** Texts about what the issuer found wrong. */
type Refused = { readonly [Field in CardField]?: TextKey | undefined };

export type CardModel = ReturnType<typeof createCardModel>;

/** Issuers are told apart by six digits, some only by eight. */
function binOf(digits: string): string | undefined {
  if (digits.length < 6) return undefined;
  return digits.length < 8 ? digits.slice(0, 6) : digits.slice(0, 8);
}
