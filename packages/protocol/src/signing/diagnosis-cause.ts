/**
 * Why a signature did not verify. A closed list, safe to branch on and to put into a response header: no name contains the
 * words that official clients search header lines for.
 */
export type DiagnosisCause =
  | "nothing-wrong"
  // The header itself
  | "header-missing"
  | "header-malformed"
  | "header-form-decoded"
  | "header-encoded-twice"
  | "header-not-base64"
  | "client-id-missing"
  | "request-time-missing"
  // Who signed
  | "key-missing"
  | "key-version-wrong"
  | "key-ended"
  | "key-of-another-merchant"
  | "key-of-the-gateway"
  | "gateway-key-registered"
  | "key-unknown"
  | "key-too-short"
  // How it was signed
  | "padding-pss"
  | "padding-without-digest-info"
  | "digest-algorithm"
  | "hashed-before-signing"
  | "hmac-or-bare-hash"
  | "not-rsa"
  | "value-cut"
  // What was signed
  | "method-differs"
  | "path-differs"
  | "client-id-differs"
  | "time-differs"
  | "separators-differ"
  | "body-reserialized"
  | "body-not-signed"
  | "body-line-ends"
  | "body-byte-order-mark"
  | "body-charset"
  | "text-differs"
  | "unexplained";

/** One thing that is wrong. Texts are ASCII but for header text quoted in them. */
export type Finding = {
  readonly cause: DiagnosisCause;
  readonly explanation: string;
  /** What to change, in one or two sentences. */
  readonly fix: string;
};
