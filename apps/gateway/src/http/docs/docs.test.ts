import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { registerConsolePages } from "../console-pages.ts";
import type { ConsolePagesDeps } from "../console-pages.ts";
import { addDocs } from "./routes.ts";

const publicUrl = () => "https://pay.example";

let app: FastifyInstance;
beforeAll(() => {
  app = fastify({ exposeHeadRoutes: true });
  addDocs(app, { publicUrl });
});
afterAll(() => app.close());

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ method: "GET", url, headers });

type List = {
  readonly sections: readonly {
    readonly name: string;
    readonly pages: readonly {
      readonly page: string;
      readonly titles: { readonly en: string; readonly zh?: string };
    }[];
  }[];
};

describe("the list of pages", () => {
  test("names every page with its titles, in the order of reading", async () => {
    const { sections } = (await get("/console/docs/pages.json")).json<List>();
    expect(sections.map(({ name }) => name)).toEqual(["integrating", "reference", "operating", "about"]);
    expect(sections[0]?.pages[0]).toEqual({ page: "overview", titles: { en: "Integrating", zh: "集成" } });
    expect(sections.flatMap(({ pages }) => pages.map(({ page }) => page))).toContain("createPaymentSession");
  });

  test("leads to pages that are there, in both languages", async () => {
    const { sections } = (await get("/console/docs/pages.json")).json<List>();
    for (const { name, pages } of sections) {
      for (const { page, titles } of pages) {
        for (const [language, title] of Object.entries(titles)) {
          const twin = await get(`/console/docs/${language}/${name}/${page}.md`);
          expect([page, language, twin.statusCode]).toEqual([page, language, 200]);
          expect(twin.headers["content-type"]).toBe("text/markdown; charset=utf-8");
          expect(twin.body.replaceAll("`", "")).toContain(`# ${title}\n`);
        }
      }
    }
  });
});

test("links inside a page lead to addresses that are served", async () => {
  const { pages } = (await get("/console/docs/zh.json")).json<{ pages: { markdown: string }[] }>();
  const targets = new Set(
    pages.flatMap(({ markdown }) =>
      [...markdown.matchAll(/\]\((\/console\/[^)#]+)/g)].map(([, target]) => target ?? ""),
    ),
  );
  expect(targets.size).toBeGreaterThan(20);
  for (const target of targets) expect([target, (await get(target)).statusCode]).toEqual([target, 200]);
});

describe("an address that is no page", () => {
  test.each([
    "/console/docs/en/integrating/missing.md",
    "/console/docs/fr/integrating/overview.md",
    "/console/docs/en/decisions/README.md",
    "/console/docs/fr.json",
    "/console/docs/en/integrating/..%2F..%2F..%2Fpackage.md",
    "/console/docs/en/..%2F..%2FREADME/..%2FREADME.md",
    "/console/docs/en/__proto__/constructor.md",
  ])("%s is answered 404 with where the list is", async (url) => {
    const reply = await get(url);
    expect(reply.statusCode).toBe(404);
    expect(reply.json()).toMatchObject({ error: "NOT_FOUND", message: expect.stringContaining("pages.json") });
  });
});

describe("a text", () => {
  test("comes compressed to who takes gzip, and not at all to who has it", async () => {
    const plain = await get("/console/docs/en/about/glossary.md");
    const zipped = await get("/console/docs/en/about/glossary.md", { "accept-encoding": "br, gzip" });
    expect(zipped.headers).toMatchObject({ "content-encoding": "gzip", vary: "accept-encoding" });
    expect(gunzipSync(zipped.rawPayload).toString()).toBe(plain.body);
    const again = await get("/console/docs/en/about/glossary.md", { "if-none-match": String(plain.headers.etag) });
    expect([again.statusCode, again.body]).toEqual([304, ""]);
  });
});

describe("for programs that read", () => {
  test("llms.txt has a title, a summary, and links to Markdown under the public address", async () => {
    const reply = await get("/llms.txt");
    expect(reply.headers["content-type"]).toBe("text/plain; charset=utf-8");
    expect(reply.body).toMatch(/^# OpenCashier\n\n> \S/);
    const links = [...reply.body.matchAll(/^- \[[^\]]+\]\(([^)]+)\)/gm)].map(([, link]) => link ?? "");
    expect(links.length).toBeGreaterThan(40);
    for (const link of links) {
      expect(link).toMatch(/^https:\/\/pay\.example\/console\/docs\/(?:en|zh)\/[\w-]+\/[\w-]+\.md$/);
      expect((await get(new URL(link).pathname)).statusCode).toBe(200);
    }
  });

  test("llms-full.txt holds every English page and no link that needs a base", async () => {
    const { body } = await get("/llms-full.txt");
    expect(body).toContain("\n# createPaymentSession\n");
    expect(body).toContain("<!-- https://pay.example/console/docs/en/operating/cli.md -->");
    expect(body).not.toMatch(/\]\(\/|\]\((?!https?:|#)[\w./-]+\.md/);
  });
});

test("without a docs folder the gateway starts, and says what is missing", async () => {
  const folder = mkdtempSync(join(tmpdir(), "opencashier-docs-"));
  const bare = fastify();
  addDocs(bare, { publicUrl, docsFolder: join(folder, "docs") });
  const reply = await bare.inject("/llms.txt");
  expect(reply.statusCode).toBe(404);
  expect(reply.json()).toMatchObject({ message: expect.stringContaining("was not shipped") });
  await bare.close();
  rmSync(folder, { recursive: true });
});

test("where the console is off, nothing of the documentation is served", async () => {
  const bare = fastify();
  // The other dependencies belong to the console that is not there.
  await registerConsolePages(bare, { console: undefined, publicUrl } as unknown as ConsolePagesDeps);
  for (const url of ["/llms.txt", "/console/docs/pages.json", "/console/docs/en/about/glossary.md"])
    expect((await bare.inject(url)).json()).not.toHaveProperty("message", expect.stringContaining("documentation"));
  await bare.close();
});
