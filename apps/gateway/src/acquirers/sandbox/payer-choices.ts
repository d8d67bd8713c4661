import type { ResultCode } from "@opencashier/protocol";
import { addMs, type Instant } from "../../kernel/index.ts";
import { randomDigits } from "./chance.ts";
import type { BooksDeps } from "./books.ts";
import { type FinalAnswer, type Move, type Operation, decided } from "./operation.ts";

/** What a tester can make the payer do on a wallet's or bank's page. */
export type PayerChoice = {
  readonly name: string;
  readonly label: string;
  /** Undefined: nothing happens, the payer only leaves. */
  readonly resultCode: ResultCode | undefined;
  /** Not at once, but so many minutes later; the payment is pending meanwhile. */
  readonly isLate?: true;
  /** The acquirer tells the gateway twice. */
  readonly isToldTwice?: true;
};

/** Left over: the page is simply closed. */
export const payerChoices = [
  { name: "approve", label: "Pay", resultCode: "SUCCESS" },
  { name: "decline", label: "Decline: balance too low", resultCode: "USER_BALANCE_NOT_ENOUGH" },
  { name: "unverified", label: "Decline: verification failed", resultCode: "USER_PAYMENT_VERIFICATION_FAILED" },
  { name: "abandon", label: "Leave without paying", resultCode: undefined },
  { name: "late", label: "Stay pending, then paid", resultCode: "SUCCESS", isLate: true },
  { name: "late-refusal", label: "Stay pending, then refused", resultCode: "PROCESS_FAIL", isLate: true },
  { name: "twice", label: "Pay, reported twice", resultCode: "SUCCESS", isToldTwice: true },
] as const satisfies readonly PayerChoice[];

export const findPayerChoice = (name: string): PayerChoice | undefined =>
  payerChoices.find((choice) => choice.name === name);

/** How long "pending" lasts, in minutes of the gateway's clock. */
export const lateMinutes = [1, 5, 60, 24 * 60, 3 * 24 * 60] as const;

type Chosen = { readonly choice: PayerChoice; readonly minutes: number; readonly now: Instant };

/** @param operation one that waits for its payer. */
export function toPayerMove(
  { random }: Pick<BooksDeps, "random">,
  operation: Operation,
  { choice, minutes, now }: Chosen,
): Move | undefined {
  if (choice.resultCode === undefined) return undefined;
  const answer = toAnswer({ random }, operation, choice.resultCode);
  if (!choice.isLate) return decided(answer);
  return { state: { step: "settling", outcome: answer }, dueAt: addMs(now, minutes * 60_000) };
}

function toAnswer({ random }: Pick<BooksDeps, "random">, operation: Operation, resultCode: ResultCode): FinalAnswer {
  const { acquirerReference } = operation;
  if (resultCode !== "SUCCESS") return { kind: "failed", acquirerReference, resultCode, details: {} };
  const { isWallet, name } = lookOf(operation);
  const pspCustomerInfo = {
    pspName: name,
    pspCustomerId: `2088${randomDigits(random, 12)}`,
    displayCustomerId: "sa***@example.com",
  };
  const details = { acquirerReferenceNo: acquirerReference, ...(isWallet && { pspCustomerInfo }) };
  return { kind: "succeeded", acquirerReference, details };
}

const lookOf = ({ scenario, paymentMethodType }: Operation): { isWallet: boolean; name: string } => ({
  isWallet: scenario?.page?.kind === "wallet",
  name: methodName(paymentMethodType),
});

const methodNames: Readonly<Record<string, string>> = {
  ALIPAY_CN: "Alipay",
  ALIPAY_HK: "AlipayHK",
  BLIK: "BLIK",
  BPI: "BPI",
  CIMBNIAGA: "CIMB Niaga",
  CONNECT_WALLET: "Alipay+",
  DANA: "DANA",
  EPS: "EPS",
  GCASH: "GCash",
  GOPAY_ID: "GoPay",
  IDEAL: "iDEAL",
  JKOPAY: "JKOPay",
  KAKAOPAY: "KakaoPay",
  KONBINI: "Konbini",
  KPLUS: "K PLUS",
  LINKAJA: "LinkAja",
  NAVERPAY: "Naver Pay",
  ONLINEBANKING_FPX: "FPX",
  ONLINEBANKING_YAPILY: "Pay by Bank",
  OVO: "OVO",
  P24: "Przelewy24",
  PAYNOW: "PayNow",
  PAYPAY: "PayPay",
  PAYU: "PayU",
  PIX: "Pix",
  PROMPTPAY: "PromptPay",
  QRIS: "QRIS",
  RABBIT_LINE_PAY: "Rabbit LINE Pay",
  SEVENELEVEN: "7-Eleven",
  TNG: "Touch 'n Go eWallet",
  TOSSPAY: "Toss Pay",
  TRUEMONEY: "TrueMoney",
  UPI: "UPI",
  ZALOPAY: "ZaloPay",
};

/** A method as its payers know it; a rarer one by the words of its code. */
export const methodName = (paymentMethodType: string): string =>
  methodNames[paymentMethodType] ??
  paymentMethodType
    .split("_")
    .map((word) => (word.length <= 3 ? word : word.charAt(0) + word.slice(1).toLowerCase()))
    .join(" ");
