/** What a page of the checkout may do; everything that is not named is refused. No inline script or style anywhere. */
const common = ["default-src 'none'", "base-uri 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'"];

const toPolicy = (...directives: readonly string[]): string => [...common, ...directives].join("; ");

/** @param ancestors origins that may frame it: the page's own, or 'none' for a page that stands alone. */
export const framePolicy = (ancestors: string): string =>
  toPolicy(
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "font-src 'self'",
    // The gateway's own 3-D Secure page, which alone may frame an issuer's.
    "frame-src 'self'",
    "form-action 'self' https:",
    `frame-ancestors ${ancestors}`,
  );

/**
 * Holds an issuer's page, and posts the request to it. Issuers are anywhere on the web; the page has no card data to lose.
 * Its own ancestors are the checkout frame and the merchant's page around it.
 */
export const threeDSPolicy = (issuerOrigin: string): string =>
  toPolicy(
    "script-src 'self'",
    "style-src 'self'",
    `frame-src 'self' ${issuerOrigin}`,
    `form-action 'self' ${issuerOrigin}`,
  );

/** The issuer's page led here, inside the frame the issuer's was in. */
export const returnPolicy = (): string => toPolicy("script-src 'self'", "style-src 'self'", "form-action 'none'");

export const pageHeaders = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "referrer-policy": "strict-origin",
  "x-content-type-options": "nosniff",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), usb=()",
} as const;
