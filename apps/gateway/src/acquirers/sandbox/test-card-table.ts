import type { IssuerCode } from "./issuer-answers.ts";
import type { ThreeDSCaseName } from "./three-ds-cases.ts";

/**
 * The cards that do something particular. Every other number with a valid check digit is approved, and authenticated
 * without a challenge. Numbers of ours are mostly zeros; the digits before the last two name the case. Documented ones are
 * Antom's own test cards.
 * Source: Antom, "Test resources", cards, read 2026-11-22.
 */
export type TestCard = {
  readonly number: string;
  readonly brand: string;
  readonly title: string;
  readonly issuerCode: IssuerCode;
  readonly threeDS: ThreeDSCaseName;
  /** The issuer stays silent at first: `unknown` until this much later, then `issuerCode`. */
  readonly silentMs?: number;
  readonly isDocumented?: true;
  /** What it shows is how it is authenticated. */
  readonly isForThreeDS?: true;
};

const minuteMs = 60_000;

const documented = (number: string, brand: string, title: string, issuerCode: IssuerCode = "00"): TestCard => ({
  number,
  brand,
  title,
  issuerCode,
  threeDS: "frictionless",
  isDocumented: true,
});

const approved = (number: string, brand: string, title: string): TestCard => ({
  number,
  brand,
  title,
  issuerCode: "00",
  threeDS: "frictionless",
});

const refused = (number: string, brand: string, issuerCode: IssuerCode, title: string): TestCard => ({
  number,
  brand,
  title,
  issuerCode,
  threeDS: "frictionless",
});

const authenticated = (number: string, brand: string, threeDS: ThreeDSCaseName, title: string): TestCard => ({
  number,
  brand,
  title,
  issuerCode: "00",
  threeDS,
  isForThreeDS: true,
});

/** Best known first: what is shown to a tester begins with these. */
export const testCardTable: readonly TestCard[] = [
  documented("4054695723100768", "VISA", "Approved"),
  documented("5162774114974622", "MASTERCARD", "Approved"),
  documented("4054692760174822", "VISA", "Refused by the issuer", "05"),
  documented("5162770472561357", "MASTERCARD", "Refused by the issuer", "05"),
  authenticated("4000000300001106", "VISA", "challenge", "Approved after a challenge"),
  authenticated("4000000300000108", "VISA", "frictionless", "Authenticated without a challenge"),
  refused("4000000100005109", "VISA", "51", "Insufficient funds"),
  documented("4294097400915107", "VISA", "Approved, issued in Brazil, installments"),
  documented("4006055482525268", "VISA", "Approved, issued in Mexico, installments"),
  documented("4600729331819383", "VISA", "Approved, issued in Chile, installments"),
  documented("4310377720003234", "VISA", "Approved, issued in Peru"),
  documented("9490220011669217", "HYUNDAI", "Approved, issued in Korea, installments"),

  approved("370000000000002", "AMEX", "Approved"),
  approved("3528000000000007", "JCB", "Approved"),
  approved("6200000000000005", "CUP", "Approved"),
  approved("6011000000000004", "DISCOVER", "Approved"),
  approved("36000000000008", "DINERS", "Approved"),
  approved("5018000000000009", "MAESTRO", "Approved"),
  approved("5090000000000000", "ELO", "Approved, issued in Brazil, installments"),
  approved("6062820000000003", "HIPERCARD", "Approved, issued in Brazil, installments"),
  approved("5294000000000004", "MASTERCARD", "Approved, issued in Brazil, installments"),
  approved("2869000000000006", "CARNET", "Approved, issued in Mexico, installments"),
  approved("9792000000000003", "TROY", "Approved"),
  approved("2200000000000004", "MIR", "Approved"),
  approved("4970000000000008", "CARTES_BANCAIRES", "Approved, co-badged with Visa"),
  approved("5130000000000002", "CARTES_BANCAIRES", "Approved, co-badged with Mastercard"),
  approved("4000010000000001", "VISA", "Approved, issued in the United States, installments"),
  approved("4000020000000000", "VISA", "Approved, debit card of the United States"),

  refused("4000000100000100", "VISA", "01", "Refer to issuer"),
  refused("4000000100000407", "VISA", "04", "Pick up card"),
  refused("4000000100000506", "VISA", "05", "Do not honor"),
  refused("4000000100001306", "VISA", "13", "Invalid amount"),
  refused("4000000100001405", "VISA", "14", "Invalid card number"),
  refused("4000000100001504", "VISA", "15", "No such issuer"),
  refused("4000000100003401", "VISA", "34", "Fraud"),
  refused("4000000100003906", "VISA", "39", "No credit account"),
  refused("4000000100004102", "VISA", "41", "Lost card"),
  refused("4000000100004300", "VISA", "43", "Stolen card"),
  refused("4000000100004607", "VISA", "46", "Closed account"),
  refused("4000000100005406", "VISA", "54", "Expired card"),
  refused("4000000100005505", "VISA", "55", "Incorrect PIN"),
  refused("4000000100005703", "VISA", "57", "Not permitted to cardholder"),
  refused("4000000100005901", "VISA", "59", "Suspected fraud"),
  refused("4000000100006107", "VISA", "61", "Exceeds amount limit"),
  refused("4000000100006206", "VISA", "62", "Restricted card"),
  refused("4000000100006503", "VISA", "65", "Exceeds frequency limit"),
  refused("4000000100007501", "VISA", "75", "PIN tries exceeded"),
  refused("4000000100007808", "VISA", "78", "Blocked, first used"),
  refused("4000000100008004", "VISA", "80", "Invalid date"),
  refused("4000000100009101", "VISA", "91", "Issuer unavailable"),
  refused("4000000100009309", "VISA", "93", "Violation of law"),
  refused("4000000100009606", "VISA", "96", "System malfunction"),
  refused("4000000100009705", "VISA", "N7", "Wrong security code"),
  refused("5200000000010501", "MASTERCARD", "05", "Do not honor"),
  refused("5200000000015104", "MASTERCARD", "51", "Insufficient funds"),
  refused("370000000010506", "AMEX", "05", "Do not honor"),
  refused("370000000015109", "AMEX", "51", "Insufficient funds"),
  refused("5090000000015107", "ELO", "51", "Insufficient funds"),
  refused("9490220000015109", "HYUNDAI", "51", "Insufficient funds"),
  { ...approved("4000000200000109", "VISA", "No answer for a minute, then approved"), silentMs: minuteMs },
  { ...refused("4000000200000505", "VISA", "05", "No answer for a minute, then refused"), silentMs: minuteMs },

  authenticated(
    "4000000100001900",
    "VISA",
    "frictionless-insisted",
    "Refused without 3-D Secure, else without a challenge",
  ),
  authenticated("4000000300000207", "VISA", "frictionless-with-method", "Device check, then no challenge"),
  authenticated(
    "4000000300000306",
    "VISA",
    "frictionless-method-silent",
    "Device check that never ends, then no challenge",
  ),
  authenticated("4000000300000405", "VISA", "attempted", "Issuer does not take part: attempt"),
  authenticated("4000000300000504", "VISA", "not-authenticated", "Not authenticated"),
  authenticated("4000000300000603", "VISA", "rejected", "Issuer rejects the authentication"),
  authenticated("4000000300000702", "VISA", "unavailable", "Authentication unavailable, approved without"),
  authenticated("4000000300000801", "VISA", "unavailable-insisted", "Authentication unavailable, refused without"),
  authenticated("4000000300000900", "VISA", "informational", "Information only, approved without"),
  authenticated("4000000300001007", "VISA", "decoupled", "Buyer confirms elsewhere within two minutes"),
  authenticated("4000000300001205", "VISA", "challenge-with-method", "Device check, then a challenge"),
  authenticated(
    "4000000300001304",
    "VISA",
    "challenge-method-silent",
    "Device check that never ends, then a challenge",
  ),
  authenticated("4000000300001403", "VISA", "challenge-on-request", "Challenge only when 3-D Secure is asked for"),
  authenticated("5200000000030103", "MASTERCARD", "frictionless", "Authenticated without a challenge"),
  authenticated("5200000000030400", "MASTERCARD", "attempted", "Issuer does not take part: attempt"),
  authenticated("5200000000031101", "MASTERCARD", "challenge", "Approved after a challenge"),
  authenticated("370000000031106", "AMEX", "challenge", "Approved after a challenge"),
  authenticated("3528000000031101", "JCB", "challenge", "Approved after a challenge"),
  authenticated("6200000000031109", "CUP", "challenge", "Approved after a challenge"),
  authenticated("6011000000031108", "DISCOVER", "challenge", "Approved after a challenge"),
  authenticated("36000000031102", "DINERS", "challenge", "Approved after a challenge"),
  authenticated("5018000000031103", "MAESTRO", "challenge", "Approved after a challenge"),
  authenticated("5090000000031104", "ELO", "challenge", "Approved after a challenge"),
  authenticated("6062820000031107", "HIPERCARD", "challenge", "Approved after a challenge"),
  authenticated("4970000000031102", "CARTES_BANCAIRES", "challenge", "Approved after a challenge, co-badged with Visa"),
];
