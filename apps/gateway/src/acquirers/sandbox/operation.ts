import type { Instant, Money } from "../../kernel/index.ts";
import type { AuthorizationAnswer, InstallmentPlan } from "../connector.ts";
import type { IssuerCode } from "./issuer-answers.ts";
import type { ThreeDSCase } from "./three-ds-cases.ts";

/**
 * One entry of the sandbox acquirer's books. What the magic input meant is decided when the operation arrives and kept as
 * its scenario, so the books hold neither card number nor verification value.
 */
export type Operation = {
  readonly clientId: string;
  readonly operationId: string;
  readonly kind: OperationKind;
  /** Of a capture, void or refund: the authorization it belongs to. */
  readonly authorizationId: string | null;
  readonly acquirerReference: string;
  readonly scenario: Scenario;
  readonly state: OperationState;
  readonly amount: Money;
  readonly paymentMethodType: string;
  /** Opens the acquirer's pages; null when there is none. */
  readonly pageToken: string | null;
  /** When the state changes by itself. */
  readonly dueAt: Instant | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
};

export type OperationKind = "AUTHORIZATION" | "CAPTURE" | "VOID" | "REFUND";

/** Null: a capture, void or refund, or an operation that never arrived. */
export type Scenario = AuthorizationScenario | null;

export type AuthorizationScenario = {
  readonly captureMode: "AUTOMATIC" | "MANUAL";
  readonly merchantName: string;
  readonly returnUrl: string;
  readonly card?: CardScenario;
  readonly page?: PageScenario;
};

export type CardScenario = {
  readonly card: CardFacts;
  /** The issuer's answer once nothing stands in the way. */
  readonly issuerCode: IssuerCode;
  /** The issuer stays silent for so long first. */
  readonly silentMs?: number;
  readonly threeDS?: ThreeDSScenario;
  readonly installmentPlan?: InstallmentPlan;
};

/** What may be kept of a card. */
export type CardFacts = {
  /** First six, asterisks, last four. */
  readonly maskedNumber: string;
  readonly bin: string;
  readonly lastFour: string;
  readonly brand: string;
  readonly issuingCountry: string;
  readonly funding: string;
  readonly region: string;
  /** M: the verification value matched. N: it did not. P: none was given. */
  readonly cvvResult: "M" | "N" | "P";
};

export type ThreeDSScenario = ThreeDSCase & {
  readonly serverTransactionId: string;
  readonly acsTransactionId: string;
  readonly dsTransactionId: string;
  readonly challengeWindowSize: "01" | "02" | "03" | "04" | "05";
};

export type PageScenario = {
  readonly kind: PageKind;
  /** Scanned from another device: the page has nowhere to lead back to. */
  readonly isScanned: boolean;
  readonly codeExpiresAt?: Instant;
  readonly bankIdentifierCode?: string;
  readonly isApp: boolean;
};

/** wallet: approve in an account. bank: log in at a bank. transfer: wire money to an account. till: pay at a shop's till. */
export type PageKind = "wallet" | "bank" | "transfer" | "till";

/**
 *   three-ds-method ──▶ three-ds-challenge ──▶ decided
 *   payer-page ──▶ decided
 *              ──▶ settling ──due──▶ decided     `pending` meanwhile
 *   silent ──due──▶ decided                      `unknown` meanwhile
 *   never-arrived                                asked for before it came; it will not come any more
 */
export type OperationState =
  | { readonly step: "three-ds-method" }
  | { readonly step: "three-ds-challenge"; readonly wrongCodes: number; readonly isShown: boolean }
  | { readonly step: "payer-page" }
  | { readonly step: "settling" | "silent"; readonly outcome: FinalAnswer }
  | { readonly step: "decided"; readonly answer: FinalAnswer }
  | { readonly step: "never-arrived" };

export type FinalAnswer = Extract<AuthorizationAnswer, { kind: "succeeded" | "failed" }>;

/** A state and when it changes by itself. */
export type Move = { readonly state: OperationState; readonly dueAt: Instant | null };

export const decided = (answer: FinalAnswer): Move => ({ state: { step: "decided", answer }, dueAt: null });

export const hasSucceeded = ({ state }: Operation): boolean =>
  state.step === "decided" && state.answer.kind === "succeeded";

/** Whether an answer is still on its way, whatever it will be. */
export const isUnderWay = ({ state }: Operation): boolean => state.step === "settling" || state.step === "silent";
