import { type CardBrand, cardBrandOf } from "@opencashier/protocol";

/** What the first six digits of a card tell the acquirer. */
export type Bin = {
  /** Several on a co-badged card; the payer chooses. Empty: no published range holds the digits. */
  readonly brands: readonly CardBrand[];
  /** ISO 3166-1 alpha-2. */
  readonly issuingCountry: string;
  readonly funding: "CREDIT" | "DEBIT";
  /** `paymentMethodRegion` of the wire: a card market with rules of its own, or GLOBAL. */
  readonly region: string;
};

type BinEntry = Omit<Bin, "brands"> & { readonly brands?: Bin["brands"] };

const bin = (issuingCountry: string, region: string, funding: Bin["funding"] = "CREDIT"): BinEntry => ({
  issuingCountry,
  region,
  funding,
});

/** Digits of test cards. The documented ones say in which market they belong; 405469 is Singapore's in Antom's samples. */
const binTable: Readonly<Record<string, BinEntry>> = {
  "949022": bin("KR", "KR"),
  "429409": bin("BR", "BR"),
  "509000": bin("BR", "BR"),
  "529400": bin("BR", "BR"),
  "606282": bin("BR", "BR"),
  "400605": bin("MX", "MX"),
  "286900": bin("MX", "MX"),
  "460072": bin("CL", "CL"),
  "431037": bin("PE", "PE"),
  "400001": bin("US", "GLOBAL"),
  "400002": bin("US", "GLOBAL", "DEBIT"),
  "352800": bin("JP", "GLOBAL"),
  "620000": bin("CN", "GLOBAL"),
  "501800": bin("GB", "GLOBAL", "DEBIT"),
  "979200": bin("TR", "GLOBAL"),
  "220000": bin("RU", "GLOBAL"),
  "497000": { ...bin("FR", "FR", "DEBIT"), brands: ["CARTES_BANCAIRES", "VISA"] },
  "513000": { ...bin("FR", "FR", "DEBIT"), brands: ["CARTES_BANCAIRES", "MASTERCARD"] },
};

const elsewhere = bin("SG", "GLOBAL");

/** @param digits the first six of a card number, or more. */
export function findSandboxBin(digits: string): Bin {
  const known = binTable[digits.slice(0, 6)] ?? elsewhere;
  const brand = cardBrandOf(digits);
  return { ...known, brands: known.brands ?? (brand === undefined ? [] : [brand]) };
}
