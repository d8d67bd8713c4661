import { assert } from "./assert.ts";

/** An amount in minor units (cents, yen, fils), never a float; arithmetic only within one currency. */
export type Money = { readonly currency: string; readonly minor: bigint };

/** Antom's `Amount`: ISO 4217 code and the minor units as digits. */
type WireAmount = { readonly currency: string; readonly value: string };

/** @param amount already checked against the Amount schema, so the digits are whole and positive. */
export function toMoney(amount: WireAmount): Money {
  assert(/^\d{1,16}$/.test(amount.value), "an amount reaches toMoney only after its schema");
  return { currency: amount.currency, minor: BigInt(amount.value) };
}

export const toAmount = (money: Money): WireAmount => ({ currency: money.currency, value: money.minor.toString() });

export function addMoney(left: Money, right: Money): Money {
  assert(left.currency === right.currency, "amounts of two currencies are never added");
  return { currency: left.currency, minor: left.minor + right.minor };
}
