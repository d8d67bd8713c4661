// The repository's own rules that no linter knows. Each is a pure function from one file to its faults in words;
// tidy.test.ts runs them over every file and shows, on a bad sample, that each can fail.

/** @property path from the root of the repository, with forward slashes. */
export type RepositoryFile = { readonly path: string; readonly text: string };

/** @returns one sentence per fault, without the path; empty when the file is in order. */
type TidyRule = (file: RepositoryFile) => readonly string[];

const lineCharsMax = 140;
// Longer words are keys, digests and addresses in test vectors: no line break would make them easier to read.
const unbreakableCharsMin = 80;

const isTypeScript = (path: string): boolean => path.endsWith(".ts");
const isTest = (path: string): boolean => path.endsWith(".test.ts") || path.startsWith("test/");
const isGatewaySource = (path: string): boolean => path.startsWith("apps/gateway/src/") && isTypeScript(path);

/** Wire names keep Antom's spelling, so files named after an operation may be camelCase in these two places. */
const namedAfterOperations = /^(docs\/(zh\/)?reference|packages\/protocol\/examples)\//;
const documentName = /^[A-Z][A-Z0-9_-]*(\.[a-z]{2}-[A-Z]{2})?\.md$/;
const conventionalNames = new Set(["LICENSE", "Dockerfile"]);
const kebabCase = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;

const namesAreKebabCase: TidyRule = ({ path }) => {
  if (namedAfterOperations.test(path)) return [];
  const parts = path.split("/");
  const fileName = parts.at(-1) ?? "";
  if (documentName.test(fileName) || conventionalNames.has(fileName)) parts.pop();
  return parts.filter((part) => !kebabCase.test(part)).map((part) => `"${part}" is not kebab-case`);
};

const emptyName = /(^|[-./])(utils?|helpers?|commons?|managers?|services?|misc)(?=[-./]|$)/;

const namesSaySomething: TidyRule = ({ path }) => {
  const found = emptyName.exec(path)?.[2];
  return found === undefined ? [] : [`"${found}" says nothing about what is inside`];
};

/** A file that is one table reads best with a row per line, whatever its width. */
const isTable = (path: string): boolean => path.endsWith("-table.ts");

const linesAreReadable: TidyRule = ({ path, text }) =>
  isTypeScript(path) && !isTable(path)
    ? eachLine(text, (line) => {
        const isLong =
          line.length > lineCharsMax && !line.split(/\s/).some((word) => word.length >= unbreakableCharsMin);
        return isLong ? `${line.length} characters, more than ${lineCharsMax}` : undefined;
      })
    : [];

// Spelled with a class so that this file does not break its own rule.
const reminder = /\b(TOD[O]|FIXM[E]|XX[X]|HAC[K])\b(?!\(#\d+\))/;

const remindersNameTheirIssue: TidyRule = ({ path, text }) =>
  isGenerated(path)
    ? []
    : eachLine(text, (line) => {
        const found = reminder.exec(line)?.[1];
        return found === undefined ? undefined : `${found} names no issue: write ${found}(#12)`;
      });

/** Where the machine's own time is meant: its only source, and spans, which a collector orders with other systems' spans. */
const realTimeFiles = /\/(kernel\/clock|http\/tracing)\.ts$/;
const worldReads = /\b(Date\.now\(|new Date\(\)|Math\.random\()/;

const timeAndChanceAreInjected: TidyRule = ({ path, text }) =>
  isGatewaySource(path) && !isTest(path) && !realTimeFiles.test(path)
    ? eachLine(withoutComments(text), (line) => {
        const found = worldReads.exec(line)?.[1];
        return found === undefined ? undefined : `${found}…: time and randomness arrive as an argument`;
      })
    : [];

const statement =
  /\b(select\s[^;]{1,400}?\sfrom\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s|(create|alter|drop)\s+(table|index)\s)/i;
const statementHomes = /^apps\/gateway\/src\/(db\/|(.+\/)?([a-z-]+-)?store\.ts$)/;

const statementsLiveInStores: TidyRule = ({ path, text }) => {
  if (!isGatewaySource(path) || isTest(path) || statementHomes.test(path)) return [];
  const found = statement.exec(stringsOf(text).join("\n"))?.[1];
  return found === undefined ? [] : [`SQL outside a store: ${found.replace(/\s+/g, " ").slice(0, 40)}`];
};

const columnsAreNamed: TidyRule = ({ path, text }) =>
  isGatewaySource(path) || path.endsWith(".sql")
    ? eachLine(withoutComments(text), (line) =>
        /\bselect\s+(\w+\.)?\*/i.test(line) ? "a query names its columns" : undefined,
      )
    : [];

const foreignTalk: readonly (readonly [RegExp, string])[] = [
  [/\bA[I]-(generated|assisted|written)\b/i, "says how it was typed, not what it does"],
  [/\bas an? A[I]\b|\blanguage mode[l]\b/i, "says how it was typed, not what it does"],
  [/\bCo-authored-b[y]:/i, "belongs in a commit, if anywhere"],
  [/\blorem ipsu[m]\b|\bTB[D]\b|\bcoming soo[n]\b/i, "promises text that is not there"],
  [
    /\b(blazing(ly)?[ -]fas[t]|revolutionar[y]|game[- ]change[r]|world-clas[s]|best-in-clas[s])\b/i,
    "praises instead of measuring",
  ],
  [/(^|[\s"'`(])\/(work|home|root|Users)\/[a-z]/, "is a path on somebody's machine"],
];

const theProjectSpeaksOfItself: TidyRule = ({ path, text }) =>
  isGenerated(path)
    ? []
    : eachLine(text, (line) => {
        const fault = foreignTalk.find(([pattern]) => pattern.test(line));
        return fault && `"${fault[0].exec(line)?.[0].trim()}" ${fault[1]}`;
      });

const changelogHeading = /^## \[(Unreleased|\d+\.\d+\.\d+)\](?: - (?:\d{4}-\d{2}-\d{2}|Unreleased))?$/;
const changelogGroups = new Set(["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"]);

const changelogKeepsItsShape: TidyRule = ({ path, text }) => {
  if (path !== "CHANGELOG.md") return [];
  const lines = text.split("\n");
  const releases = lines.filter((line) => line.startsWith("## "));
  const versions = releases.map((line) => changelogHeading.exec(line)?.[1]).filter((name) => name !== "Unreleased");
  return [
    ...(lines[0] === "# Changelog" ? [] : ['the first line is not "# Changelog"']),
    ...releases.filter((line) => !changelogHeading.test(line)).map((line) => `"${line}" is no release heading`),
    ...lines
      .filter((line) => line.startsWith("### ") && !changelogGroups.has(line.slice(4)))
      .map((line) => `"${line}" is no group of Keep a Changelog`),
    ...(isNewestFirst(versions) ? [] : ["releases are not newest first"]),
  ];
};

function isNewestFirst(versions: readonly (string | undefined)[]): boolean {
  const sorted = versions.toSorted((a, b) => (b ?? "").localeCompare(a ?? "", "en", { numeric: true }));
  return sorted.every((version, place) => version === versions[place]);
}

export const tidyRules = {
  namesAreKebabCase,
  namesSaySomething,
  linesAreReadable,
  remindersNameTheirIssue,
  timeAndChanceAreInjected,
  statementsLiveInStores,
  columnsAreNamed,
  theProjectSpeaksOfItself,
  changelogKeepsItsShape,
} as const satisfies Readonly<Record<string, TidyRule>>;

/** The reference and the lock are made by programs, and pictures hold any bytes; what they hold is judged where it is written. */
const isGenerated = (path: string): boolean =>
  /^docs\/(?:zh\/)?reference\//.test(path) || path === "package-lock.json" || path.endsWith(".png");

function eachLine(text: string, faultOf: (line: string) => string | undefined): readonly string[] {
  return text.split("\n").flatMap((line, place) => {
    const fault = faultOf(line);
    return fault === undefined ? [] : [`line ${place + 1}: ${fault}`];
  });
}

const stringOrComment = /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;

/** The same lines with comments blanked; strings stay. Good enough for code the formatter has seen. */
function withoutComments(text: string): string {
  return text.replace(
    stringOrComment,
    (found: string, string: string | undefined) => string ?? found.replace(/[^\n]/g, " "),
  );
}

function stringsOf(text: string): readonly string[] {
  return [...text.matchAll(stringOrComment)].flatMap((found) => (found[1] === undefined ? [] : [found[1]]));
}
