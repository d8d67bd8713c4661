import { paint } from "./output.ts";
import { type SnippetFacts, type SnippetName, snippetNames, snippets } from "./snippets/index.ts";

/** What somebody needs to know who has just started a gateway. */
export type Welcome = {
  readonly version: string;
  readonly mode: string;
  readonly httpUrl: string;
  readonly httpsUrl: string | undefined;
  /** With a one-time token while nobody owns the console. */
  readonly consoleUrl: string;
  /** Trusting it makes the local certificate good; undefined with a certificate of one's own. */
  readonly caFile: string | undefined;
  /** The sandbox merchant; undefined in production. */
  readonly merchant: WelcomedMerchant | undefined;
};

export type WelcomedMerchant = SnippetFacts & { readonly snippetsFolder: string };

/** One line for machines. No key is in it, only where they are. */
export function toWelcomeJson({ merchant, ...welcome }: Welcome): object {
  const { httpUrl } = welcome;
  return {
    event: "started",
    ...welcome,
    docsUrl: `${httpUrl}/docs`,
    openApiUrl: `${httpUrl}/openapi.json`,
    ...(merchant && {
      clientId: merchant.clientId,
      keyVersion: merchant.keyVersion,
      credentialsFile: merchant.credentialsFile,
      snippetsFolder: merchant.snippetsFolder,
    }),
  };
}

/** The same for people, with one program to paste. */
export function toWelcomeText(welcome: Welcome, snippet: SnippetName): string {
  const { version, mode, httpUrl, httpsUrl, consoleUrl, caFile, merchant } = welcome;
  return [
    "",
    `${paint("bold", "OpenCashier")} ${version} ${paint("dim", mode)}`,
    "",
    toLine("HTTP", paint("cyan", httpUrl)),
    ...(httpsUrl
      ? [toLine("HTTPS", `${paint("cyan", httpsUrl)}${caFile ? paint("dim", `  trust ${caFile}`) : ""}`)]
      : []),
    toLine("console", paint("cyan", consoleUrl)),
    toLine("API reference", `${paint("cyan", `${httpUrl}/docs`)}  ${paint("cyan", `${httpUrl}/openapi.json`)}`),
    ...(merchant ? merchantLines(merchant, snippet) : []),
    "",
  ].join("\n");
}

const toLine = (name: string, value: string): string => `  ${paint("dim", name.padEnd(14))} ${value}`;

function merchantLines(merchant: WelcomedMerchant, name: SnippetName): readonly string[] {
  const { clientId, credentialsFile, snippetsFolder } = merchant;
  const { fileName, toText } = snippets[name];
  const others = snippetNames.filter((other) => other !== name).join(", ");
  return [
    toLine("client id", paint("green", clientId)),
    toLine("keys", credentialsFile),
    toLine("programs", `${snippetsFolder}  ${paint("dim", `also here: --snippet ${others}`)}`),
    "",
    paint("dim", `  ${fileName}: paste it, or run it from the folder above.`),
    "",
    toText(merchant).trimEnd(),
  ];
}
