/** What a program needs to be complete. Keys are not among it: every program reads them from the credentials file. */
export type SnippetFacts = {
  /** Absolute path of the JSON file with the merchant's keys. */
  readonly credentialsFile: string;
  readonly clientId: string;
  readonly keyVersion: number;
  readonly httpUrl: string;
  /** For clients that speak nothing but HTTPS; undefined when the gateway does not. */
  readonly httpsUrl: string | undefined;
};

/** A whole program that opens a payment session. */
export type Snippet = {
  /** Name of the file it is written to. */
  readonly fileName: string;
  readonly toText: (facts: SnippetFacts) => string;
};

/** Text as it stands between double quotes in C-like languages, Python and JSON. */
export const quoted = (text: string): string => JSON.stringify(text);

/** Text as one word of a POSIX shell. */
export const shellQuoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** Text between single quotes in PHP. */
export const phpQuoted = (text: string): string =>
  `'${text.replaceAll("\\", String.raw`\\`).replaceAll("'", String.raw`\'`)}'`;
