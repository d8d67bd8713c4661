import { contentToSign, type SignedParts } from "./content.ts";
import type { Finding } from "./diagnosis-cause.ts";

/** A text somebody may have signed: the five parts, how they were joined, and what was done to the whole. */
export type SignedText = SignedParts & {
  readonly join: (parts: SignedParts) => Buffer;
  readonly wrap: (content: Buffer) => Buffer;
};

/** The parts of a signed text that go wrong independently of each other. */
export type Axis = "method" | "path" | "clientId" | "time" | "layout" | "body" | "wrap";

/** One way to get the signed text wrong. Merging `change` into the right text gives the wrong one. No body text in it. */
export type Variation = Finding & {
  readonly axis: Axis;
  readonly change: Partial<SignedText>;
};

export const toSignedText = (parts: SignedParts): SignedText => ({ ...parts, join: contentToSign, wrap: asItIs });

const asItIs = (content: Buffer): Buffer => content;

export const toBytes = (text: SignedText): Buffer => text.wrap(text.join(text));

const quotedCharsMax = 90;

/** Header and path text for an explanation, on one line and bounded. Never for body text. */
export const quoted = (text: string): string =>
  JSON.stringify(text.length > quotedCharsMax ? `${text.slice(0, quotedCharsMax)}...` : text);
