import type { PayerAction } from "../../acquirers/index.ts";
import type { CheckoutManifest } from "./assets.ts";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign);

const attributesOf = (data: Readonly<Record<string, string>>): string =>
  Object.entries(data)
    .map(([name, value]) => ` data-${name}="${escape(value)}"`)
    .join("");

type Head = { readonly title: string; readonly script: string; readonly styles: readonly string[] };

const toDocument = ({ title, script, styles }: Head, data: Readonly<Record<string, string>>, body: string): string =>
  `<!doctype html>
<html lang="en"${attributesOf(data)}>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<title>${escape(title)}</title>
${styles.map((style) => `<link rel="stylesheet" href="/checkout/assets/${style}">\n`).join("")}<script type="module" src="/checkout/assets/${script}"></script>
${body}
</html>
`;

/** The frame that merchants' pages embed. Everything it needs comes by message from the page. */
export const frameDocument = ({ frame }: CheckoutManifest): string =>
  toDocument(
    { title: "Payment", script: frame.entry, styles: frame.styles },
    { mode: "frame" },
    '<body><div id="app"></div></body>',
  );

/** The gateway's own page for a session; the same frame app with the page around it. */
export const hostedDocument = ({ frame }: CheckoutManifest, page: HostedPage): string =>
  toDocument(
    { title: `Pay ${page.merchantName}`, script: frame.entry, styles: frame.styles },
    { mode: "page", session: page.sessionData, locale: page.locale },
    `<body><div id="app"></div><noscript><p>Paying ${escape(page.merchantName)} needs JavaScript. Please turn it on and load the page again.</p></noscript></body>`,
  );

export type HostedPage = { readonly merchantName: string; readonly sessionData: string; readonly locale: string };

/** Posts the 3-D Secure request to the issuer's page in the frame below, by itself or by the button. */
export function threeDSDocument({ frame }: CheckoutManifest, action: ThreeDSAction): string {
  const fields = Object.entries(action.parameters)
    .map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`)
    .join("");
  const title = "Your bank's page";
  const body = `<body class="three-ds"><iframe name="issuer" title="${title}"></iframe>
<form data-3ds-form method="post" action="${escape(action.url)}" target="issuer">${fields}<noscript><button>Continue</button></noscript></form></body>`;
  return toDocument({ title, script: frame.threeDS, styles: frame.styles }, {}, body);
}

export type ThreeDSAction = Extract<PayerAction, { type: "three-ds-method" | "three-ds-challenge" }>;

/** Tells the frame that asked for the step that it is over; the script posts it and the frame closes this. */
export const threeDSResultDocument = ({ frame }: CheckoutManifest, result: ThreeDSResult): string =>
  toDocument(
    { title: "One moment", script: frame.threeDS, styles: frame.styles },
    {},
    `<body class="three-ds"${attributesOf({ "3ds-result": result.step, "attempt-id": result.attemptId })}><p>One moment.</p></body>`,
  );

export type ThreeDSResult = { readonly attemptId: string; readonly step: "challenge-returned" | "method-completed" };

/** For a link nobody made, or a session that is over. */
export const goneDocument = ({ frame }: CheckoutManifest, text: string): string =>
  `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Payment</title>
${frame.styles.map((style) => `<link rel="stylesheet" href="/checkout/assets/${style}">\n`).join("")}<body class="gone"><main><h1>${escape(text)}</h1></main></body>
</html>
`;
