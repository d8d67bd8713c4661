import type { ThreeDSAction } from "../../checkout-api/index.ts";
import { type Html, html } from "../sandbox/html.ts";
import type { CheckoutAssets } from "./assets.ts";
import { pageStyleAsset, pageStylePath } from "./style.ts";

const assetUrl = (path: string): string => `/checkout/assets/${path}`;

const appStyles = ({ manifest, find }: CheckoutAssets): readonly Html[] =>
  manifest.frame.styles.map(
    (path) =>
      html`<link rel="stylesheet" href="${assetUrl(path)}" integrity="${find(path)?.integrity ?? ""}">
`,
  );

const script = ({ find }: CheckoutAssets, path: string): Html =>
  html`<script type="module" src="${assetUrl(path)}" integrity="${find(path)?.integrity ?? ""}"></script>`;

/** In this order: the first is run as soon as it is there, beside the second's download. */
const appScripts = (assets: CheckoutAssets): readonly Html[] =>
  [assets.manifest.frame.start, assets.manifest.frame.entry].map((path) => script(assets, path));

const pageStyles = html`<link rel="stylesheet" href="${assetUrl(pageStylePath)}" integrity="${pageStyleAsset.integrity}">`;

const head = (title: string): Html => html`<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<title>${title}</title>`;

/** The frame that merchants' pages embed. Everything it needs comes by message from the page. */
export const frameDocument = (assets: CheckoutAssets): string =>
  html`<!doctype html>
<html lang="en" data-mode="frame">
<head>
${head("Secure payment form")}
${appScripts(assets)}${appStyles(assets)}
</head>
<body><div id="app"></div><noscript><p>Paying here needs JavaScript.</p></noscript></body>
</html>
`.markup;

export type HostedPage = {
  readonly merchantName: string;
  /** What the page authenticates with, as a merchant's page does with session data. */
  readonly sessionData: string;
  /** As the merchant asked for it, e.g. en_US; blank leaves it to the browser. */
  readonly locale: string;
};

/** The gateway's own page for a session; the same frame app with the page around it. */
export const hostedDocument = (assets: CheckoutAssets, { merchantName, sessionData, locale }: HostedPage): string =>
  html`<!doctype html>
<html lang="${toLanguage(locale)}" data-mode="page" data-session="${sessionData}" data-locale="${locale}">
<head>
${head(`Pay ${merchantName}`)}
${appScripts(assets)}${appStyles(assets)}
</head>
<body><div id="app"></div><noscript><main>
<h1>Pay ${merchantName}</h1>
<p>This page needs JavaScript. Please turn it on and load the page again.</p>
</main></noscript></body>
</html>
`.markup;

/** BCP 47 of what Antom writes, e.g. pt-BR of pt_BR; the frame app sets it anew once it has chosen. */
const toLanguage = (locale: string): string =>
  (/^[a-z]{2,3}(?:[_-][A-Za-z]{2,4})?$/.exec(locale)?.[0] ?? "en").replace("_", "-");

const stepTitle = "Your bank's page";

/** What an issuer's page may do inside: everything it needs but to take the whole window. */
const issuerSandbox = "allow-forms allow-popups allow-same-origin allow-scripts";

/** Posts the 3-D Secure request to the issuer's page in the frame below: by itself, or by the button. */
export const threeDSDocument = (assets: CheckoutAssets, { url, parameters }: ThreeDSAction): string =>
  html`<!doctype html>
<html lang="en">
<head>
${head(stepTitle)}
${pageStyles}
${script(assets, assets.manifest.frame.threeDS)}
</head>
<body class="step">
<iframe name="issuer" title="${stepTitle}" sandbox="${issuerSandbox}" allow="payment; publickey-credentials-get"></iframe>
<form data-3ds-form method="post" action="${url}" target="issuer">
${Object.entries(parameters).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<noscript><button>Continue</button></noscript>
</form>
</body>
</html>
`.markup;

export type ThreeDSResult = { readonly attemptId: string; readonly step: "challenge-returned" | "method-completed" };

/** Tells the frame that asked for the step that it is over; the script posts it and the frame closes this. */
export const threeDSResultDocument = (assets: CheckoutAssets, { attemptId, step }: ThreeDSResult): string =>
  html`<!doctype html>
<html lang="en">
<head>
${head("One moment")}
${pageStyles}
${script(assets, assets.manifest.frame.threeDS)}
</head>
<body class="notice" data-3ds-result="${step}" data-type="${step}" data-attempt-id="${attemptId}"><main><p>One moment.</p></main></body>
</html>
`.markup;

/** For a link nobody made, a session that is over, a page that may not show the frame. */
export const noticeDocument = (heading: string, advice: string): string =>
  html`<!doctype html>
<html lang="en">
<head>
${head(heading)}
${pageStyles}
</head>
<body class="notice"><main><h1>${heading}</h1><p>${advice}</p></main></body>
</html>
`.markup;
