/** Names of members and places in arrays, from the outermost value inwards. */
export type JsonPath = readonly (string | number)[];

export type JsonToken = {
  /** A container's value is its opening bracket. */
  readonly role: "key" | "value";
  readonly path: JsonPath;
  readonly text: string;
  readonly from: number;
  readonly to: number;
};

type Frame = { readonly isObject: boolean; key: string; index: number; isKeyNext: boolean };

const tokenPattern = /"(?:[^"\\\n]|\\.)*"?|[{}[\],:]|[^\s"{}[\],:]+/g;

/** Where each value of a JSON text stands. Text that is still being typed is read as far as it makes sense. */
export function scanJson(text: string): readonly JsonToken[] {
  const tokens: JsonToken[] = [];
  const frames: Frame[] = [];
  for (const match of text.matchAll(tokenPattern)) {
    const sign = match[0];
    const frame = frames.at(-1);
    if (sign === "}" || sign === "]") frames.pop();
    else if (sign === ":" || sign === ",") step(frame, sign);
    else {
      const isKey = frame?.isObject === true && frame.isKeyNext;
      if (isKey) frame.key = unquote(sign);
      const path = frames.map(({ isObject, key, index }) => (isObject ? key : index));
      tokens.push({
        role: isKey ? "key" : "value",
        path,
        text: sign,
        from: match.index,
        to: match.index + sign.length,
      });
      if (sign === "{" || sign === "[") frames.push({ isObject: sign === "{", key: "", index: 0, isKeyNext: true });
    }
  }
  return tokens;
}

function step(frame: Frame | undefined, sign: ":" | ","): void {
  if (!frame) return;
  frame.isKeyNext = sign === ",";
  if (sign === ",") frame.index++;
}

const unquote = (text: string): string => text.replace(/^"/, "").replace(/"$/, "");

/** What is to be marked for a path: its value, or the brackets around what is missing. */
export function findPlace(tokens: readonly JsonToken[], path: JsonPath): JsonToken | undefined {
  const wanted = JSON.stringify(path);
  const found = tokens.filter((token) => JSON.stringify(token.path) === wanted);
  const value = found.find(({ role }) => role === "value");
  // A whole object is marked at its name, which is easier to see than one bracket.
  return value && !/^[{[]/.test(value.text) ? value : (found[0] ?? value);
}
