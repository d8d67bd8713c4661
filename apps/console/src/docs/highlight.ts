export type Part = { readonly kind?: "comment" | "string" | "word" | "number"; readonly text: string };

const words =
  "async|await|const|else|export|false|from|function|if|import|let|new|null|return|throw|true|try|type|undefined|def|class|with";

/** Strings, comments, key words and numbers: enough for examples of a few lines, in a pattern per family. */
const patterns: readonly (readonly [RegExp, RegExp])[] = [
  [
    /^(?:js|ts|tsx|jsx|json|javascript|typescript|vue|java|go|php)$/,
    new RegExp(
      String.raw`(?<comment>\/\*[\s\S]*?\*\/|(?<!:)\/\/.*)|(?<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\`[^\`]*\`)|(?<word>\b(?:${words})\b)|(?<number>\b\d[\d_.]*\b)`,
      "g",
    ),
  ],
  [
    /^(?:sh|bash|shell|yaml|yml|toml|python|py|dockerfile|nginx|ini|sql)$/,
    /(?<comment>(?<=^|\s)#.*)|(?<string>"(?:\\.|[^"\\\n])*"|'[^'\n]*')|(?<word>(?<=^|\s)--?[a-z][\w-]*|\b[A-Z][A-Z_]{3,}(?==))/gm,
  ],
  [/^(?:html|xml)$/, /(?<comment><!--[\s\S]*?-->)|(?<string>"[^"]*")|(?<word><\/?[a-z][\w-]*|\/?>)/g],
];

export function highlight(text: string, language: string): readonly Part[] {
  const pattern = patterns.find(([languages]) => languages.test(language.toLowerCase()))?.[1];
  if (!pattern) return [{ text }];
  const parts: Part[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > end) parts.push({ text: text.slice(end, match.index) });
    const kind = Object.entries(match.groups ?? {}).find(([, found]) => found !== undefined)?.[0] as Part["kind"];
    parts.push({ ...(kind && { kind }), text: match[0] });
    end = match.index + match[0].length;
  }
  return [...parts, { text: text.slice(end) }];
}
