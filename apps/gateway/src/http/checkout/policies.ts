/** What a page of the checkout may do; everything that is not named is refused. No inline script or style anywhere. */
const toPolicy = (...directives: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    ...directives,
  ].join("; ");

const framedBy = (ancestors: readonly string[]): string => `frame-ancestors ${ancestors.join(" ") || "'none'"}`;

/** The frame app, in a merchant's page or by itself. `frame-src` is the gateway's 3-D Secure page, which alone holds others. */
const appDirectives = ["img-src 'self' data:", "connect-src 'self'", "font-src 'self'", "frame-src 'self'"] as const;

/** @param pageOrigin the only page that may stand around it. */
export const framePolicy = (pageOrigin: string): string =>
  toPolicy(...appDirectives, "form-action 'none'", framedBy([pageOrigin]));

/** Sends the payer on by itself, to a bank or wallet that may want a form posted; http only where the gateway has no better. */
export const hostedPolicy = (publicUrl: string): string =>
  toPolicy(...appDirectives, `form-action 'self' ${webOf(publicUrl)}`, framedBy([]));

const webOf = (publicUrl: string): string => (publicUrl.startsWith("https:") ? "https:" : "https: http:");

export type Ancestors = readonly string[];

/**
 * Holds an issuer's page, and posts the request to it. Issuers send the payer through several hosts, so any https page may be
 * shown; this one has no card data to lose. Around it are the frame and the merchant's page.
 */
export const threeDSPolicy = (issuerUrl: string, ancestors: Ancestors): string => {
  const sources = ["'self'", "https:", ...(issuerUrl.startsWith("https:") ? [] : [new URL(issuerUrl).origin])].join(
    " ",
  );
  return toPolicy(`frame-src ${sources}`, `form-action ${sources}`, framedBy(["'self'", ...ancestors]));
};

/** The issuer's page led here, inside the frame the issuer's was in. */
export const threeDSResultPolicy = (ancestors: Ancestors): string =>
  toPolicy("form-action 'none'", framedBy(["'self'", ...ancestors]));

/** A sentence to read. */
export const noticePolicy = (ancestors: Ancestors): string => toPolicy("form-action 'none'", framedBy(ancestors));

const commonHeaders = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "referrer-policy": "strict-origin",
  "x-content-type-options": "nosniff",
  "cross-origin-opener-policy": "same-origin-allow-popups",
  // A page with an embedder policy of its own may frame it too.
  "cross-origin-resource-policy": "cross-origin",
} as const;

const neverUsed = "camera=(), microphone=(), geolocation=(), usb=(), serial=(), midi=()";

export const appHeaders = {
  ...commonHeaders,
  "permissions-policy": `${neverUsed}, payment=(self), publickey-credentials-get=(self), otp-credentials=(self)`,
} as const;

/** Issuers confirm with passkeys and one-time codes. */
export const threeDSHeaders = {
  ...commonHeaders,
  "permissions-policy": `${neverUsed}, payment=*, publickey-credentials-get=*, otp-credentials=*`,
} as const;
