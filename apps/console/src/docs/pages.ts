import { useQuery } from "@tanstack/react-query";
import type { Language } from "../texts/use-texts.tsx";

/** Sections and pages in the order of reading; a page without a title in a language is not translated. */
export type DocsList = {
  readonly sections: readonly {
    readonly name: string;
    readonly titles: Readonly<Record<Language, string>>;
    readonly pages: readonly {
      readonly page: string;
      readonly titles: { readonly en: string; readonly zh?: string };
    }[];
  }[];
};

export type PageText = {
  readonly section: string;
  readonly page: string;
  readonly title: string;
  readonly markdown: string;
};

export type DocsPlace = { readonly language: Language; readonly section: string; readonly page: string };

export const useDocsList = () =>
  useQuery({
    queryKey: ["docs"],
    queryFn: async () => (await read("pages.json")).json() as Promise<DocsList>,
    staleTime: Number.POSITIVE_INFINITY,
  });

export const useDocsText = ({ language, section, page }: DocsPlace, isKnown: boolean) =>
  useQuery({
    queryKey: ["docs", language, section, page],
    queryFn: async () => (await read(`${language}/${section}/${page}.md`)).text(),
    enabled: isKnown,
    staleTime: Number.POSITIVE_INFINITY,
  });

export async function readAllTexts(language: Language): Promise<readonly PageText[]> {
  const { pages } = (await (await read(`${language}.json`)).json()) as { readonly pages: readonly PageText[] };
  return pages;
}

/** Throws with the gateway's own words. */
async function read(path: string): Promise<Response> {
  const response = await fetch(`/console/docs/${path}`);
  if (response.ok) return response;
  const { message } = (await response.json().catch(() => ({}))) as { readonly message?: string };
  throw new Error(message ?? `HTTP ${response.status}`);
}
