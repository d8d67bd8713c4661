import { brandRulesOf, isLegalLength } from "./brands.ts";
import { isPast, isTooFar, parseExpiry } from "./expiry.ts";
import { hasCheckDigit, onlyDigits } from "./number.ts";

export type CardField = "number" | "expiry" | "cvc" | "name" | "brand";

/** Keys of the texts that tell the buyer. */
export type CardProblem =
  | "numberMissing"
  | "numberIncomplete"
  | "numberInvalid"
  | "brandNotAccepted"
  | "expiryMissing"
  | "expiryInvalid"
  | "expiryPast"
  | "cvcMissing"
  | "cvcInvalid"
  | "nameMissing"
  | "nameInvalid"
  | "brandMissing";

export type CardValues = {
  readonly number: string;
  readonly expiry: string;
  readonly cvc: string;
  readonly name: string;
  /** The buyer's choice on a co-badged card. */
  readonly brand: string | undefined;
};

export type CardRules = {
  /** Brands the session takes. */
  readonly acceptedBrands: readonly string[];
  /** What the gateway knows of these digits; undefined until it has answered. */
  readonly knownBrands: readonly string[] | undefined;
  readonly needsCvc: boolean;
  readonly nowMs: number;
};

export type CardProblems = { readonly [Field in CardField]?: CardProblem };

/** Everything that is wrong, by field; empty when the card can be sent. */
export function checkCard(values: CardValues, rules: CardRules): CardProblems {
  const problems = {
    number: checkNumber(values.number, rules),
    expiry: checkExpiry(values.expiry, rules.nowMs),
    cvc: rules.needsCvc ? checkCvc(values, rules) : undefined,
    name: checkName(values.name),
    brand: checkBrand(values.brand, rules),
  };
  return Object.fromEntries(Object.entries(problems).filter(([, problem]) => problem !== undefined));
}

function checkNumber(text: string, { acceptedBrands, knownBrands }: CardRules): CardProblem | undefined {
  const digits = onlyDigits(text);
  if (digits === "") return "numberMissing";
  const rules = brandRulesOf(digits);
  if (knownBrands ? knownBrands.length === 0 : rules && !acceptedBrands.includes(rules.brand))
    return "brandNotAccepted";
  if (!isLegalLength(digits, rules)) return "numberIncomplete";
  return hasCheckDigit(digits) ? undefined : "numberInvalid";
}

function checkExpiry(text: string, nowMs: number): CardProblem | undefined {
  if (text === "") return "expiryMissing";
  const expiry = parseExpiry(text);
  if (!expiry || isTooFar(expiry, nowMs)) return "expiryInvalid";
  return isPast(expiry, nowMs) ? "expiryPast" : undefined;
}

function checkCvc({ cvc, number }: CardValues, { knownBrands }: CardRules): CardProblem | undefined {
  const rules = brandRulesOf(onlyDigits(number));
  // Many Maestro cards carry none.
  const isOptional = (knownBrands?.[0] ?? rules?.brand) === "MAESTRO";
  if (cvc === "") return isOptional ? undefined : "cvcMissing";
  const isComplete = rules ? cvc.length === rules.cvcLength : cvc.length >= 3;
  return isComplete ? undefined : "cvcInvalid";
}

/** 3-D Secure takes 2 to 45 characters. A card number in the field for the name must not get any further. */
function checkName(text: string): CardProblem | undefined {
  const name = text.trim();
  if (name === "") return "nameMissing";
  return name.length < 2 || name.length > 45 || onlyDigits(name).length > 6 ? "nameInvalid" : undefined;
}

const checkBrand = (chosen: string | undefined, { knownBrands }: CardRules): CardProblem | undefined =>
  knownBrands && knownBrands.length > 1 && (chosen === undefined || !knownBrands.includes(chosen))
    ? "brandMissing"
    : undefined;
