import { challengeCode, type ChallengePage, type MethodPage, wrongCodesMax } from "../../acquirers/index.ts";
import { type Html, html } from "./html.ts";
import { toAmountText, toDocument } from "./layout.ts";

/** The issuer's access control server: asks whether this is really the cardholder. */
export function challengeDocument(page: ChallengePage, answerPath: string): string {
  const isOpen = page.status === "OPEN";
  return toDocument({
    title: "Sandbox Bank: confirm your payment",
    accent: "ink",
    heading: "Sandbox Bank",
    body: isOpen ? questionBody(page, answerPath) : answerBody(page),
    ...(!isOpen && { isSelfPosting: true }),
  });
}

const questionBody = (
  page: ChallengePage,
  answerPath: string,
): Html => html`<h1>Confirm your payment to ${page.merchantName}</h1>
<p class="amount">${toAmountText(page.amount)}</p>
<dl><dt>Card</dt><dd>${page.brand} ending in ${page.lastFour}</dd></dl>
<form method="post" action="${answerPath}">
${codeField(page.wrongCodes)}
<button class="primary">Confirm</button>
</form>
<form method="post" action="${answerPath}">
<h2>Or choose how it ends</h2>
<div class="pair">${ends.map(([end, label]) => html`<button name="end" value="${end}">${label}</button>`)}</div>
</form>`;

/** What may be posted as `end`. */
const ends = [
  ["approved", "Approve"],
  ["refused", "Decline"],
  ["not-mine", "I did not do this"],
  ["cancelled", "Cancel"],
  ["timed-out", "Time out"],
  ["unavailable", "Bank unavailable"],
] as const;

export const findEnd = (text: string | null): (typeof ends)[number][0] | undefined =>
  ends.map(([end]) => end).find((end) => end === text);

function codeField(wrongCodes: number): Html {
  const left = wrongCodesMax - wrongCodes;
  if (wrongCodes === 0) return html`<label for="code">Code we sent you (${challengeCode})</label>${codeInput}`;
  return html`<label for="code">Code we sent you (${challengeCode})</label>${wrongCodeInput}
<p class="error" id="wrong" role="alert">That was not the code. ${left === 1 ? "One try" : `${left} tries`} left.</p>`;
}

const codeInput = html`<input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="16">`;
const wrongCodeInput = html`<input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="16"
 aria-invalid="true" aria-describedby="wrong">`;

const answerBody = ({ returnUrl, challengeResponse }: ChallengePage): Html =>
  postBack(returnUrl, "cres", challengeResponse);

const postBack = (url: string, name: string, value: string): Html => html`<form method="post" action="${url}">
<input type="hidden" name="${name}" value="${value}">
<p class="status">One moment.</p>
<button class="primary">Go on</button>
</form>`;

/** Nobody sees it: it looks at the device and reports back. The silent one never does. */
export const methodDocument = ({ returnUrl, notification, isSilent }: MethodPage): string =>
  toDocument({
    title: "Sandbox Bank: device check",
    accent: "ink",
    heading: "Sandbox Bank",
    body: isSilent
      ? html`<p>This device check never ends.</p>`
      : postBack(returnUrl, "threeDSMethodData", notification),
    ...(!isSilent && { isSelfPosting: true }),
  });
