/** What a sample sends: the wire path, and the body exactly as it goes out. */
export type SampleRequest = { readonly path: string; readonly body: string };

/** A program that sends a request with the keys the gateway has written beside its data, for whoever pastes it there. */
export type Sample = {
  readonly title: string;
  readonly fileName: string;
  /** How it is run; what has to be there first is said in the program. */
  readonly command: string;
  readonly write: (request: SampleRequest) => string;
};

/** A literal of JavaScript, Python, Go and C# alike, which take all of JSON's escapes. */
export const quote = (text: string): string => JSON.stringify(text);
