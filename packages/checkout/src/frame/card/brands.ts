/**
 * What the first digits tell before the gateway is asked: how to group the number, how long it is, and where its verification
 * value stands. The gateway's word on brands replaces this one as soon as it comes.
 * Source of ranges: the brands' published ranges, compared with credit-card-type in the test beside this file.
 */
export type BrandRules = {
  /** As the API spells it. */
  readonly brand: string;
  /** Legal counts of digits, shortest first. */
  readonly lengths: readonly number[];
  /** Digits of each group; the last one takes the rest. */
  readonly groups: readonly number[];
  readonly cvcLength: 3 | 4;
};

const fours = [4, 4, 4, 4];

// One line a brand: name, ranges (first-last, of equal length), lengths. Local brands lie inside the ranges of the large ones,
// so the more particular come first.
const table: readonly (readonly [string, string, string])[] = [
  [
    "ELO",
    "401178-401179 431274 438935 451416 457393 457631-457632 504175 506699-506778 509000-509999 627780 " +
      "636297 636368 650031-650033 650035-650051 650405-650439 650485-650538 650541-650598 650700-650718 " +
      "650720-650727 650901-650978 651652-651679 655000-655019 655021-655058",
    "16",
  ],
  ["HIPERCARD", "384100 384140 384160 606282 637095 637568 637599 637609 637612", "13 16 19"],
  ["CARNET", "286900 502275 506199-506299 588772 604622 606333 627535 636318 636379 639388 639484 639559", "16"],
  ["TROY", "979200-979289", "16"],
  ["MIR", "2200-2204", "16 17 18 19"],
  ["AMEX", "34 37", "15"],
  ["DINERS", "300-305 3095 36 38 39", "14 16 19"],
  ["JCB", "3528-3589", "16 17 18 19"],
  ["VISA", "4", "13 16 18 19"],
  ["MASTERCARD", "51-55 2221-2720", "16"],
  ["DISCOVER", "6011 644-649 65", "16 19"],
  ["CUP", "62 8100-8171", "16 17 18 19"],
  ["MAESTRO", "5018 5020 5038 5612 5893 6304 6390 67", "12 13 14 15 16 17 18 19"],
];

type Range = { readonly rules: BrandRules; readonly digits: number; readonly first: number; readonly last: number };

const ranges: readonly Range[] = table.flatMap(([brand, text, lengths]) => {
  const rules = toRules(brand, lengths.split(" ").map(Number));
  return text.split(" ").map((range) => {
    const [first = "", last = first] = range.split("-");
    return { rules, digits: first.length, first: Number(first), last: Number(last) };
  });
});

function toRules(brand: string, lengths: readonly number[]): BrandRules {
  const isAmex = brand === "AMEX";
  const groups = isAmex ? [4, 6, 5] : brand === "DINERS" && lengths[0] === 14 ? [4, 6, 4] : fours;
  return { brand, lengths, groups, cvcLength: isAmex ? 4 : 3 };
}

/** Undefined when the digits are too few or lie in no range known here. */
export function brandRulesOf(digits: string): BrandRules | undefined {
  return ranges.find((range) => {
    const prefix = Number(digits.slice(0, range.digits));
    return digits.length >= range.digits && prefix >= range.first && prefix <= range.last;
  })?.rules;
}

/** ISO/IEC 7812-1. */
export const digitsMax = 19;
const digitsMin = 12;

export const longestOf = (rules: BrandRules | undefined): number => rules?.lengths.at(-1) ?? digitsMax;

export const isLegalLength = (digits: string, rules: BrandRules | undefined): boolean =>
  rules ? rules.lengths.includes(digits.length) : digits.length >= digitsMin && digits.length <= digitsMax;
