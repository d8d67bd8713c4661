import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { extname, join } from "node:path";
import type { FastifyInstance, FastifyReply } from "fastify";
import { sendZippable, toZippable, type Zippable } from "../zippable.ts";

export type ConsoleFilesDeps = { readonly consoleFolder?: string };

const builtFolder = fileURLToPath(new URL("../../../../console/dist", import.meta.url));

const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** The console as it was built. Read once, when it is first asked for. */
function loadFiles(
  folder: string,
): { readonly page: string; readonly assets: ReadonlyMap<string, Zippable> } | undefined {
  if (!existsSync(join(folder, "index.html"))) return undefined;
  const assets = new Map<string, Zippable>();
  for (const name of readdirSync(join(folder, "assets"))) {
    const plain = readFileSync(join(folder, "assets", name));
    assets.set(name, toZippable(types[extname(name)] ?? "application/octet-stream", plain));
  }
  return { page: readFileSync(join(folder, "index.html"), "utf8"), assets };
}

export function addConsoleFiles(app: FastifyInstance, { consoleFolder = builtFolder }: ConsoleFilesDeps): void {
  let loaded: ReturnType<typeof loadFiles>;
  const files = () => (loaded ??= loadFiles(consoleFolder));
  app.get<{ Params: { readonly name: string } }>("/console/assets/:name", (request, reply) => {
    const file = files()?.assets.get(request.params.name);
    if (!file) return reply.code(404).send({ error: "NOT_FOUND" });
    const headers = { "cache-control": "public, max-age=31536000, immutable" };
    return sendZippable(request, reply, file, { headers });
  });
  const showPage = (reply: FastifyReply): FastifyReply => {
    const page = files()?.page;
    if (page === undefined) return reply.code(404).send({ error: "NOT_FOUND", message: "The console was not built." });
    const nonce = randomBytes(16).toString("base64");
    return reply.headers(headersFor(nonce)).send(page.replaceAll("__CSP_NONCE__", nonce));
  };
  app.get("/console", (_request, reply) => showPage(reply));
  app.get("/console/*", (_request, reply) => showPage(reply));
}

/** Nothing from elsewhere, nothing inline but the component library's styles, which carry this answer's nonce. */
const headersFor = (nonce: string): Record<string, string> => ({
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    // Positions of menus and plots, written by scripts into style attributes.
    "style-src-attr 'unsafe-inline'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; "),
});
