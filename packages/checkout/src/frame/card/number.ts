import { type BrandRules, brandRulesOf, digitsMax, longestOf } from "./brands.ts";

export const onlyDigits = (text: string): string => text.replaceAll(/\D/g, "");

/** `4111111111111111` → `4111 1111 1111 1111`; Amex 4-6-5; a Diners number of 14 digits 4-6-4. */
export function groupNumber(text: string): string {
  const all = onlyDigits(text).slice(0, digitsMax);
  const rules = brandRulesOf(all);
  const digits = all.slice(0, longestOf(rules));
  return cutGroups(digits, groupsFor(rules, digits)).join(" ");
}

/** Long Diners numbers read in fours like everybody's. */
const groupsFor = (rules: BrandRules | undefined, digits: string): readonly number[] =>
  rules && !(rules.brand === "DINERS" && digits.length > 14) ? rules.groups : [4, 4, 4, 4];

function cutGroups(digits: string, groups: readonly number[]): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const size of [...groups, digitsMax]) {
    if (from >= digits.length) break;
    parts.push(digits.slice(from, from + size));
    from += size;
  }
  return parts;
}

/** Luhn, ISO/IEC 7812-1. */
export function hasCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let fromRight = 0; fromRight < digits.length; fromRight++) {
    const digit = digits.charCodeAt(digits.length - 1 - fromRight) - 48;
    const counted = fromRight % 2 === 1 ? digit * 2 : digit;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return digits.length > 0 && sum % 10 === 0;
}
