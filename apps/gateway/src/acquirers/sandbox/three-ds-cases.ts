/**
 * How a card's issuer behaves in 3-D Secure 2.
 *
 *   authorize ──▶ method, if the issuer has a method page ──▶ Y A N R U I   decided without the payer
 *                                                         ──▶ C             challenge page, then Y, N, R or U
 *                                                         ──▶ D             the payer confirms elsewhere, later
 *
 * Source: EMV 3-D Secure 2.2.0, transStatus and Electronic Commerce Indicators of the card schemes, read 2026-11-22.
 */
export type ThreeDSCase = {
  readonly transStatus: TransStatus;
  /** none: no method page. answers: it reports back at once. silent: it never does, the browser gives up after 10 s. */
  readonly method: "none" | "answers" | "silent";
  /** Without 3-D Secure this issuer refuses the card with 1A. */
  readonly issuerInsists: boolean;
};

export type TransStatus = "Y" | "A" | "N" | "R" | "U" | "I" | "C" | "D";

export const threeDSCases = {
  frictionless: { transStatus: "Y", method: "none", issuerInsists: false },
  "frictionless-insisted": { transStatus: "Y", method: "none", issuerInsists: true },
  "frictionless-with-method": { transStatus: "Y", method: "answers", issuerInsists: false },
  "frictionless-method-silent": { transStatus: "Y", method: "silent", issuerInsists: false },
  attempted: { transStatus: "A", method: "none", issuerInsists: false },
  "not-authenticated": { transStatus: "N", method: "none", issuerInsists: false },
  rejected: { transStatus: "R", method: "none", issuerInsists: false },
  unavailable: { transStatus: "U", method: "none", issuerInsists: false },
  "unavailable-insisted": { transStatus: "U", method: "none", issuerInsists: true },
  informational: { transStatus: "I", method: "none", issuerInsists: false },
  decoupled: { transStatus: "D", method: "none", issuerInsists: false },
  challenge: { transStatus: "C", method: "none", issuerInsists: true },
  "challenge-with-method": { transStatus: "C", method: "answers", issuerInsists: true },
  "challenge-method-silent": { transStatus: "C", method: "silent", issuerInsists: true },
  "challenge-on-request": { transStatus: "C", method: "none", issuerInsists: false },
} as const satisfies Readonly<Record<string, ThreeDSCase>>;

export type ThreeDSCaseName = keyof typeof threeDSCases;

/** How far the issuer answers for the cardholder. */
export type AuthenticationLevel = "full" | "attempted" | "none";

const mastercardIndicators = { full: "02", attempted: "01", none: "00" } as const;
const otherIndicators = { full: "05", attempted: "06", none: "07" } as const;

/** Electronic Commerce Indicator: Mastercard and its Maestro count their own way. */
export const indicatorOf = (brand: string, level: AuthenticationLevel): string =>
  (brand === "MASTERCARD" || brand === "MAESTRO" ? mastercardIndicators : otherIndicators)[level];

export const threeDSVersion = "2.2.0";

/** A challenge nobody answers ends then. */
export const challengeLifetimeMs = 10 * 60_000;

/** A payer who confirms elsewhere (transStatus D) does so after this time. */
export const decoupledDelayMs = 2 * 60_000;

/** What the challenge page expects, and how often it may be told something else. */
export const challengeCode = "123456";
export const wrongCodesMax = 3;
