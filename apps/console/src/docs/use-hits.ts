import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Language } from "../texts/use-texts.tsx";
import type { Hit } from "./search.ts";

const noHits: readonly Hit[] = [];
/** Who knows where to go has gone there by then, and nothing was loaded. */
const typingMs = 200;

/** What the documentation says about the typed text; the search itself is loaded with the first letter. */
export function useHits(language: Language, typed: string): readonly Hit[] {
  const [query] = useDebouncedValue(typed.trim(), typingMs);
  const { data } = useQuery({
    queryKey: ["docs-search", language, query],
    queryFn: async () => (await import("./search.ts")).searchDocs(language, query),
    enabled: query !== "",
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return query === "" ? noHits : (data ?? noHits);
}
