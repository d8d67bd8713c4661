import type { Money } from "../../kernel/index.ts";
import { findSandboxBin } from "./bins.ts";

export type InstallmentOffer = {
  readonly installmentNum: number;
  readonly interval: "MONTH";
  /** What one installment comes to, rounded up to the smallest unit; the last one is smaller by what the others exceed. */
  readonly installmentAmount: Money;
  /** Percent a year. All of the sandbox's plans are free of interest. */
  readonly interestRate: "0";
  /** Bounds of the whole payment for this plan to be offered. */
  readonly minAmount: Money;
  readonly maxAmount: Money;
};

export type InstallmentMarket = {
  readonly currency: string;
  readonly numbers: readonly number[];
  readonly min: bigint;
  readonly max: bigint;
};

const twoToTwelve = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;

/**
 * Who lends by installments: card markets by the issuer's country, each in its own currency, bounds in its smallest unit.
 * Source: Antom, installment payments (BR, MX, CL, KR, US; Brazil 2 to 12, from BRL 40.00), read 2026-11-22. The numbers
 * of the other markets and all upper bounds are the sandbox's.
 */
export const installmentMarkets: Readonly<Record<string, InstallmentMarket>> = {
  BR: { currency: "BRL", numbers: twoToTwelve, min: 40_00n, max: 40_000_00n },
  MX: { currency: "MXN", numbers: [3, 6, 9, 12, 18, 24], min: 300_00n, max: 200_000_00n },
  CL: { currency: "CLP", numbers: [3, 6, 12], min: 10_000n, max: 10_000_000n },
  KR: { currency: "KRW", numbers: twoToTwelve, min: 50_000n, max: 20_000_000n },
  US: { currency: "USD", numbers: [3, 6, 12], min: 50_00n, max: 10_000_00n },
};

export type InstallmentQuestion = {
  /** The first six digits of the card, or more. */
  readonly bin: string;
  readonly amount: Money;
  /** Issuer's market the merchant restricts itself to, e.g. BR; undefined or GLOBAL restricts nothing. */
  readonly region?: string | undefined;
};

/** Empty when the card is not a credit card of such a market, the currency is another, or the amount is out of bounds. */
export function installmentPlansFor({ bin, amount, region }: InstallmentQuestion): readonly InstallmentOffer[] {
  const { funding, issuingCountry } = findSandboxBin(bin);
  const market = installmentMarkets[issuingCountry];
  if (!market || funding !== "CREDIT" || market.currency !== amount.currency) return [];
  if (region !== undefined && region !== "GLOBAL" && region !== issuingCountry) return [];
  if (amount.minor < market.min || amount.minor > market.max) return [];
  const money = (minor: bigint): Money => ({ currency: market.currency, minor });
  return market.numbers.map((installmentNum) => ({
    installmentNum,
    interval: "MONTH",
    installmentAmount: money((amount.minor + BigInt(installmentNum) - 1n) / BigInt(installmentNum)),
    interestRate: "0",
    minAmount: money(market.min),
    maxAmount: money(market.max),
  }));
}
