import { createHash } from "node:crypto";
import { currencyExponent } from "@opencashier/protocol";
import type { Money } from "../../kernel/index.ts";
import { type Html, html, trusted } from "./html.ts";
import { sandboxStyle } from "./style.ts";

export type Page = {
  readonly title: string;
  /** A class of style.ts that colours the page. */
  readonly accent: string;
  readonly heading: string;
  readonly body: Html;
  /** The page posts its form by itself. */
  readonly isSelfPosting?: true;
};

/** The only script there is: without it the page shows a button. */
const selfPostingScript = "document.forms[0].submit()";

export const toDocument = ({ title, accent, heading, body, isSelfPosting }: Page): string =>
  html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${trusted(sandboxStyle)}</style>
<body class="${accent}">
<p class="notice">Sandbox: no money moves</p>
<main>
<header>${heading}</header>
<section>
${body}
</section>
</main>
${isSelfPosting && trusted(`<script>${selfPostingScript}</script>`)}
</html>
`.markup;

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

const styleHash = hashOf(sandboxStyle);
const scriptHash = hashOf(selfPostingScript);

/**
 * What a page may do: show itself and post forms. `sandbox` gives it an origin of its own, as a real bank has, although the
 * gateway serves it.
 */
const policy = (...directives: readonly string[]): string =>
  [
    "default-src 'none'",
    `style-src ${styleHash}`,
    "base-uri 'none'",
    "sandbox allow-forms allow-scripts allow-top-navigation",
    ...directives,
  ].join("; ");

/**
 * Wallets and banks are never framed. Their form ends in redirects to the merchant, wherever that is, and browsers hold
 * every redirect after a form to form-action.
 */
export const payerPagePolicy = policy("form-action 'self' http: https:", "frame-ancestors 'none'");

/**
 * A challenge is framed by the gateway's frame inside the merchant's page, and browsers ask about every page around it, so
 * the merchant's, of any origin, must be allowed.
 */
export const accessControlPolicy = policy(
  `script-src ${scriptHash}`,
  "form-action 'self' http: https:",
  "frame-ancestors http: https:",
);

/** An amount as people read it, e.g. SGD 100.50. */
export function toAmountText({ currency, minor }: Money): string {
  const exponent = currencyExponent(currency) ?? 2;
  const digits = minor.toString().padStart(exponent + 1, "0");
  const whole = digits.slice(0, digits.length - exponent).replaceAll(/\B(?=(\d{3})+$)/g, ",");
  return `${currency} ${whole}${exponent === 0 ? "" : `.${digits.slice(-exponent)}`}`;
}
