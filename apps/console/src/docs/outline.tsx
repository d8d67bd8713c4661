import { ScrollArea, Text } from "@mantine/core";
import { useScrollSpy } from "@mantine/hooks";
import { useTexts } from "../texts/use-texts.tsx";
import type { Document, Heading } from "./markdown.ts";

/** Headings a page is cut by; those of examples stay out of a long list. */
export function toOutline({ headings }: Document): readonly Heading[] {
  const below = [...headings.values()].filter(({ depth }) => depth === 2 || depth === 3);
  return below.length > longList ? below.filter(({ depth }) => depth === 2) : below;
}

const longList = 24;
const headerHeight = 72;

/** Beside the text, with the part marked that is read. */
export function Outline({ outline }: { readonly outline: readonly Heading[] }) {
  const { t } = useTexts();
  const { active, data } = useScrollSpy({ selector: ".docs-text :is(h2, h3)", offset: headerHeight });
  const reached = data[active]?.id;
  return (
    <nav aria-label={t("docsOutline")} className="docs-outline">
      <Text fw={600} size="sm" mb="xs">
        {t("docsOutline")}
      </Text>
      <ScrollArea.Autosize mah="calc(100dvh - 130px)" type="auto">
        <OutlineLinks outline={outline} reached={reached} />
      </ScrollArea.Autosize>
    </nav>
  );
}

/** Above the text, where there is no room beside it. */
export function FoldedOutline({ outline }: { readonly outline: readonly Heading[] }) {
  const { t } = useTexts();
  return (
    <details className="docs-folded-outline">
      <summary>{t("docsOutline")}</summary>
      <OutlineLinks outline={outline} />
    </details>
  );
}

function OutlineLinks({
  outline,
  reached,
}: {
  readonly outline: readonly Heading[];
  readonly reached?: string | undefined;
}) {
  return (
    <ul>
      {outline.map(({ text, anchor, depth }) => (
        <li key={anchor} data-depth={depth}>
          <a href={`#${anchor}`} aria-current={anchor === reached ? "location" : undefined}>
            {text}
          </a>
        </li>
      ))}
    </ul>
  );
}
