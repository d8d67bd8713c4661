/**
 * Card brands as the API spells them, and which of them each card region knows. CARNET, MIR and TROY are named by the
 * official clients but by no region.
 * Source: Antom, card payment pages, read 2026-11-22.
 */
export const cardBrands = [
  "AMEX",
  "BC",
  "CARNET",
  "CARTES_BANCAIRES",
  "CITI",
  "CUP",
  "DINERS",
  "DISCOVER",
  "ELO",
  "GWANGJUBANK",
  "HIPERCARD",
  "HYUNDAI",
  "IBK_BC",
  "JCB",
  "JEJUBANK",
  "JEONBUKBANK",
  "KAKAOBANK",
  "KBANK",
  "KDBBANK",
  "KEBHANA",
  "KOOKMIN",
  "LOTTE",
  "MAESTRO",
  "MASTERCARD",
  "MIR",
  "NONGHYUP",
  "POST",
  "SAEMAUL",
  "SAMSUNG",
  "SAVINGBANK",
  "SHINHAN",
  "SHINHYEOP",
  "SUHYEOP",
  "TOSSBANK",
  "TROY",
  "VISA",
  "WOORI",
] as const;

export type CardBrand = (typeof cardBrands)[number];

export const cardBrandsByRegion = {
  GLOBAL: ["VISA", "MASTERCARD", "AMEX", "DISCOVER", "DINERS", "CUP", "JCB", "MAESTRO"],
  BR: ["VISA", "MASTERCARD", "AMEX", "HIPERCARD", "ELO"],
  CL: ["VISA", "MASTERCARD", "AMEX", "DINERS"],
  FR: ["CARTES_BANCAIRES"],
  KR: [
    "KOOKMIN",
    "BC",
    "NONGHYUP",
    "SHINHAN",
    "SAMSUNG",
    "LOTTE",
    "HYUNDAI",
    "KEBHANA",
    "WOORI",
    "IBK_BC",
    "GWANGJUBANK",
    "KDBBANK",
    "SAEMAUL",
    "SHINHYEOP",
    "CITI",
    "POST",
    "SAVINGBANK",
    "JEONBUKBANK",
    "JEJUBANK",
    "KAKAOBANK",
    "KBANK",
    "TOSSBANK",
    "SUHYEOP",
  ],
  MX: ["VISA", "MASTERCARD", "AMEX"],
  PE: ["VISA", "MASTERCARD", "AMEX", "DINERS"],
} as const satisfies Readonly<Record<string, readonly CardBrand[]>>;

/**
 * Number ranges the brands publish, the more particular first: local brands lie inside the ranges of the large ones.
 * A range is its first and last digits of equal length. Korean issuers share prefixes with foreign brands and publish
 * no list; only the range of the documented test card is here.
 */
const brandRanges: readonly (readonly [CardBrand, string])[] = [
  [
    "ELO",
    `401178-401179 431274 438935 451416 457393 457631-457632 504175 506699-506778 509000-509999 627780 636297 636368
     650031-650033 650035-650051 650405-650439 650485-650538 650541-650598 650700-650718 650720-650727 650901-650978
     651652-651679 655000-655019 655021-655058`,
  ],
  ["HIPERCARD", "384100 384140 384160 606282 637095 637568 637599 637609 637612"],
  ["CARNET", "286900 502275 506199-506299 588772 604622 606333 627535 636318 636379 639388 639484 639559"],
  ["HYUNDAI", "949022"],
  ["TROY", "979200-979289"],
  ["MIR", "2200-2204"],
  ["AMEX", "34 37"],
  ["DINERS", "300-305 3095 36 38 39"],
  ["JCB", "3528-3589"],
  ["VISA", "4"],
  ["MASTERCARD", "51-55 2221-2720"],
  ["DISCOVER", "6011 644-649 65"],
  ["CUP", "62 8100-8171"],
  ["MAESTRO", "5018 5020 5038 5612 5893 6304 6390 67"],
];

type Range = { readonly brand: CardBrand; readonly digits: number; readonly first: number; readonly last: number };

const ranges: readonly Range[] = brandRanges.flatMap(([brand, text]) =>
  text.split(/\s+/).map((range) => {
    const [first = "", last = first] = range.split("-");
    return { brand, digits: first.length, first: Number(first), last: Number(last) };
  }),
);

/**
 * The brand a card number belongs to, by its first digits, or undefined when no published range holds it. A co-badged
 * card answers with the brand whose range it lies in; the payer's choice is `selectedCardBrand`.
 * Blanks and hyphens between the digits are looked past.
 */
export function cardBrandOf(cardNo: string): CardBrand | undefined {
  const number = cardNo.replaceAll(/[ -]/g, "");
  return ranges.find(({ digits, first, last }) => {
    const prefix = Number(number.slice(0, digits));
    return number.length >= digits && prefix >= first && prefix <= last;
  })?.brand;
}

/** Digits only, 12 to 19 of them, with a valid check digit (Luhn, ISO/IEC 7812-1). */
export function isCardNo(text: string): boolean {
  if (!/^\d{12,19}$/.test(text)) return false;
  let sum = 0;
  for (let fromRight = 0; fromRight < text.length; fromRight++) {
    const digit = text.charCodeAt(text.length - 1 - fromRight) - 48;
    const counted = fromRight % 2 === 1 ? digit * 2 : digit;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return sum % 10 === 0;
}
