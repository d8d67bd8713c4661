import type { ChallengeEnd } from "./authenticate-card.ts";
import { findSandboxBin } from "./bins.ts";
import { type FaultKind, faultKinds } from "./fault-plan.ts";
import { installmentMarkets } from "./installments.ts";
import { magicAmounts } from "./magic-amounts.ts";
import { type MagicInput, playCard, toNotifiedResult } from "./magic-inputs.ts";
import { toMarkdownTable } from "./markdown-table.ts";
import { lateMinutes, payerChoices } from "./payer-choices.ts";
import { type TestCard, testCardTable } from "./test-card-table.ts";
import { challengeCode, threeDSCases, wrongCodesMax } from "./three-ds-cases.ts";

/** docs/integrating/sandbox.md, made of the tables the acquirer itself works with. */
export const sandboxDocument = (): string =>
  [introduction, cardSection(), threeDSSection(), payerSection(), amountSection(), installmentSection(), faultSection()]
    .map((section) => section.trim())
    .join("\n\n")
    .concat("\n");

const introduction = `# Sandbox

Merchants whose \`client-id\` begins with \`SANDBOX_\` are served by a simulated acquirer. No money moves, and everything that can
happen to a payment can be made to happen. This page is generated from the tables the simulator works with.

**Notification** below is \`resultStatus\` and \`resultCode\` of \`notifyPayment\`. With \`pay\`, a refusal ends the payment and is notified
at once. In a session the buyer may try again, so a refusal notifies nothing; a session that ends unpaid notifies \`F ORDER_IS_CLOSED\`.`;

const cardSection = (): string => `## Cards

Any expiry month that is not over, any verification value of three digits (AMEX: four), any name. Every other number with a valid check
digit is approved, and authenticated without a challenge when 3-D Secure is asked for.

${cardTable(approvedCards)}

*: Antom's own test card. For a Korean brand without a range of its own, send \`selectedCardBrand\` with the HYUNDAI card.

### Refused by the issuer

\`paymentResultInfo\` carries the issuer code as \`refusalCodeRaw\`, with \`refusalReasonRaw\` and \`merchantAdviceCode\`.

${cardTable(refusedCards)}

Also, whatever the number: a wrong check digit is ${play("14")}, an expiry in the past is ${play("54")},
a verification value of the wrong length is ${play("N7")}.
Month 13 and a verification value of two digits never reach the acquirer: \`PARAM_ILLEGAL\`.`;

const threeDSSection = (): string => `## 3-D Secure 2

The three columns are \`is3DSAuthentication: true\`; \`enableAuthenticationUpgrade: true\`; neither. Korean cards know no 3-D Secure.
\`eci\` is 05, 06, 07 for full, attempted and no authentication; Mastercard and Maestro count 02, 01, 00.

${threeDSTable()}

On the challenge page type \`${challengeCode}\`, or press how it shall end. ${wrongCodesMax} wrong codes end it too,
and so do ten minutes of the gateway's clock without an answer.

${challengeTable()}`;

const payerSection = (): string => `## Wallets, banks, tills

Every method but CARD leads to a page, by redirect or by a code to scan, where one press decides. "Stay pending" lasts as chosen there,
one minute to ${Math.max(...lateMinutes) / minutesPerDay} days of the gateway's clock, which \`opencashier clock advance\` moves.

${payerTable()}`;

const amountSection = (): string => `## Amounts

In the currency's smallest unit, whatever the currency; the whole amount of the request.

${amountTable()}`;

const installmentSection = (): string => `## Installments

Plans are offered for credit cards issued in these countries, free of interest. With \`creditPayPlan\` and a card that has no such plan the
payment fails with \`INVALID_PAYMENT_METHOD_META_DATA\`.

${installmentTable()}`;

const faultSection = (): string => `## Faults

End the request's own id (\`paymentRequestId\`, \`captureRequestId\`, \`refundRequestId\`) with \`fault:\` and a kind,
and the line between gateway and acquirer fails for that request: \`order-17-fault:lost-answer\`.
A number after the kind delays the answer by so many milliseconds
(\`fault:latency-5000\`), an issuer code after \`decline\` is the refusal (\`fault:decline-51\`).

${toMarkdownTable(
  ["Fault", "What happens"],
  faultKinds.map((kind) => [code(kind), faultTexts[kind]]),
)}

A plan makes faults strike all of a merchant's requests, by chance or by count, and again the same ones for the same seed.
\`opencashier faults set plan.json --merchant <client-id> --seed 7\` follows it, \`faults show\` and \`faults clear\` do what
they say:

\`\`\`json
{
  "rules": [
    { "fault": { "kind": "lost-answer", "latencyMs": 2000 }, "calls": ["refund"], "everyNth": 3 },
    { "fault": { "kind": "decline", "issuerCode": "91" }, "calls": ["authorize"], "probability": 0.1 }
  ]
}
\`\`\`

The first rule that strikes counts. \`calls\` are \`authorize\`, \`capture\`, \`void\`, \`refund\` and \`inquire\`;
without it all but \`inquire\`.`;

const minutesPerDay = 24 * 60;

const code = (text: string): string => `\`${text}\``;

const isPlain = ({ isForThreeDS }: TestCard): boolean => !isForThreeDS;
const approvedCards = testCardTable.filter((card) => isPlain(card) && card.issuerCode === "00");
const refusedCards = testCardTable.filter((card) => isPlain(card) && card.issuerCode !== "00");

function cardTable(cards: readonly TestCard[]): string {
  const rows = cards.map((card) => {
    const played = playCard(card, "off");
    const number = card.isDocumented ? `${code(card.number)} *` : code(card.number);
    const { issuingCountry } = findSandboxBin(card.number);
    const { issuerCode = "", resultCode } = played;
    return [number, card.brand, issuingCountry, card.title, issuerCode, code(resultCode), toNotification(played)];
  });
  return toMarkdownTable(["Card", "Brand", "Country", "What", "Issuer code", "Result code", "Notification"], rows);
}

const toNotification = ({ resultCode, meanwhile }: MagicInput): string =>
  `${meanwhile === "pending" ? "PAYMENT_PENDING, then " : ""}${toNotifiedResult(resultCode)}`;

function play(issuerCode: string): string {
  const card = refusedCards.find((candidate) => candidate.issuerCode === issuerCode);
  return card ? `${code(playCard(card, "off").resultCode)} (${issuerCode})` : issuerCode;
}

function threeDSTable(): string {
  const rows = testCardTable
    .filter((card) => !isPlain(card))
    .map((card) => {
      const outcomes = (["required", "if-demanded", "off"] as const).map((threeDS) =>
        toOutcome(playCard(card, threeDS)),
      );
      return [code(card.number), card.brand, card.title, threeDSCases[card.threeDS].transStatus, ...outcomes];
    });
  const header = ["Card", "Brand", "What", "transStatus", "Asked for", "If demanded", "Not asked for"];
  return toMarkdownTable(header, rows);
}

function toOutcome({ resultCode, meanwhile }: MagicInput): string {
  if (meanwhile === "challenge") return "challenge";
  return meanwhile === undefined ? code(resultCode) : `${meanwhile}, then ${code(resultCode)}`;
}

const challengeEnds: readonly (readonly [ChallengeEnd, string])[] = [
  ["approved", `Approve, or ${challengeCode}`],
  ["refused", "Decline"],
  ["too-many-codes", `${wrongCodesMax} wrong codes`],
  ["not-mine", "I did not do this"],
  ["cancelled", "Cancel"],
  ["timed-out", "Time out"],
  ["unavailable", "Bank unavailable"],
  ["abandoned", "The buyer closes the challenge"],
];

function challengeTable(): string {
  const card = testCardTable.find(({ threeDS }) => threeDS === "challenge");
  const rows = challengeEnds.map(([end, label]) => {
    const played = card && playCard(card, "required", end);
    return played ? [label, played.issuerCode ?? "", code(played.resultCode), toNotifiedResult(played.resultCode)] : [];
  });
  return toMarkdownTable(["On the page", "Issuer code", "Result code", "Notification"], rows);
}

function payerTable(): string {
  const rows = payerChoices.map(({ label, resultCode, ...choice }) => {
    if (resultCode === undefined) return [label, "", "none, until the payment ends unpaid"];
    const first = "isLate" in choice ? "PAYMENT_PENDING, then " : "";
    return [label, code(resultCode), `${first}${toNotifiedResult(resultCode)}`];
  });
  return toMarkdownTable(["On the page", "Result code", "Notification"], rows);
}

const notifications = { authorize: "notifyPayment", capture: "notifyCapture", refund: "notifyRefund" } as const;

function amountTable(): string {
  const rows = magicAmounts.map(({ call, minor, resultCode, pendingMs, isDocumented }) => [
    `${call === "authorize" ? "payment" : call} of ${minor}${isDocumented ? " *" : ""}`,
    pendingMs === undefined
      ? ""
      : `${code(call === "capture" ? "CAPTURE_IN_PROCESS" : "REFUND_IN_PROCESS")} for a minute`,
    code(resultCode),
    `${notifications[call]} ${toNotifiedResult(resultCode)}`,
  ]);
  return toMarkdownTable(["Amount", "At first", "Result code", "Notification"], rows);
}

function installmentTable(): string {
  const rows = Object.entries(installmentMarkets).map(([country, { currency, numbers, min, max }]) => {
    const card = testCardTable.find(({ number }) => findSandboxBin(number).issuingCountry === country);
    return [country, currency, numbers.join(", "), `${min} to ${max}`, code(card?.number ?? "")];
  });
  return toMarkdownTable(["Country", "Currency", "Installments", "Amount, smallest unit", "Card"], rows);
}

const faultTexts: Readonly<Record<FaultKind, string>> = {
  latency: "The answer comes late: after three seconds, or as many milliseconds as said",
  "lost-request": "No answer; nothing happened",
  "lost-answer": "No answer, but it happened",
  "server-error": "An answer that says nothing; nothing happened",
  "garbled-answer": "An answer nobody understands, but it happened",
  duplicate: "The request arrives twice, is performed once, and is reported twice",
  "out-of-order": "The acquirer's report overtakes its answer",
  decline: "Refused: an authorization by its issuer (05 unless said), anything else with `PROCESS_FAIL`",
};
