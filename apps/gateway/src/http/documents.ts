import { createHash } from "node:crypto";
import { openApiDocument, referenceHtml } from "@opencashier/protocol";

export type Document = { readonly contentType: string; readonly body: string; readonly policy: string };

/**
 * The pages the gateway serves about itself, each made when first asked for.
 * @param hasConsole whether the console, and with it the documentation, is served
 */
export function createDocuments(
  publicUrl: () => string,
  hasConsole: boolean,
): Readonly<Record<string, () => Document>> {
  return {
    "/openapi.json": once(() => json(openApiDocument({ serverUrl: publicUrl() }))),
    "/docs": once(() => html(referenceHtml())),
    "/": once(() => html(welcomeHtml(publicUrl(), hasConsole))),
  };
}

function once(make: () => Document): () => Document {
  let made: Document | undefined;
  return () => (made ??= make());
}

const json = (value: object): Document => ({
  contentType: "application/json; charset=utf-8",
  body: JSON.stringify(value, null, 2),
  policy: "default-src 'none'",
});

/** No script at all; the one style sheet is named by its hash. */
function html(body: string): Document {
  const styles = [...body.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, css]) => {
    return `'sha256-${createHash("sha256")
      .update(css ?? "")
      .digest("base64")}'`;
  });
  const policy = `default-src 'none'; style-src ${styles.join(" ") || "'none'"}; frame-ancestors 'none'; base-uri 'none'`;
  return { contentType: "text/html; charset=utf-8", body, policy };
}

const welcomeHtml = (publicUrl: string, hasConsole: boolean): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>OpenCashier</title>
<style>
:root { color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif; }
body { max-width: 42rem; margin: 4rem auto; padding: 0 1.25rem; }
code { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
</style>
<main>
<h1>OpenCashier is running</h1>
<p>A payment-session gateway that speaks Antom's One-time Payments API. Point your SDK's gateway URL here:</p>
<p><code>${publicUrl}</code></p>
<ul>
${hasConsole ? consoleLinks : ""}<li><a href="/docs">API reference</a></li>
<li><a href="/openapi.json">OpenAPI 3.1 document</a></li>
<li><a href="/readyz">Readiness, part by part</a></li>
<li><a href="/metrics">Metrics</a></li>
</ul>
</main>
</html>
`;

const consoleLinks = `<li><a href="/console">Console</a></li>
<li><a href="/console/docs">Documentation</a></li>
`;
