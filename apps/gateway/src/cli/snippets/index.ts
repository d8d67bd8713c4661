import { join } from "node:path";
import { replacePrivateFile } from "../../config/index.ts";
import { curlSnippet } from "./curl.ts";
import { dotnetSnippet } from "./dotnet.ts";
import { goSnippet } from "./go.ts";
import { javaSnippet } from "./java.ts";
import type { SnippetName } from "./names.ts";
import { nodeSnippet } from "./node.ts";
import { phpSnippet } from "./php.ts";
import { pythonSnippet } from "./python.ts";
import type { Snippet, SnippetFacts } from "./snippet.ts";

export { type SnippetName, snippetNames } from "./names.ts";
export type { SnippetFacts } from "./snippet.ts";

/** One whole program for each language; official SDKs keep everything but the gateway's URL. */
export const snippets: Readonly<Record<SnippetName, Snippet>> = {
  curl: curlSnippet,
  node: nodeSnippet,
  python: pythonSnippet,
  java: javaSnippet,
  php: phpSnippet,
  go: goSnippet,
  dotnet: dotnetSnippet,
};

/** Writes every program into the folder, over those of earlier starts. */
export function writeSnippets(folder: string, facts: SnippetFacts): void {
  for (const { fileName, toText } of Object.values(snippets)) {
    replacePrivateFile(join(folder, fileName), toText(facts));
  }
}
