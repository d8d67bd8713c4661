import { ActionIcon, Kbd, Text, UnstyledButton } from "@mantine/core";
import { createSpotlight, Spotlight } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { type Language, useTexts } from "../texts/use-texts.tsx";
import type { Hit } from "./search.ts";
import { useHits } from "./use-hits.ts";

const [store, box] = createSpotlight();

/** Opened by a press, by / or by Ctrl K; arrows choose, Enter goes there. */
export function SearchBox({ language }: { readonly language: Language }) {
  const { t } = useTexts();
  return (
    <>
      <UnstyledButton className="docs-search" onClick={box.open} visibleFrom="sm">
        <IconSearch size={16} />
        <span>{t("docsSearch")}</span>
        <Kbd size="xs">/</Kbd>
      </UnstyledButton>
      <ActionIcon variant="subtle" size="lg" onClick={box.open} aria-label={t("docsSearch")} hiddenFrom="sm">
        <IconSearch size={20} />
      </ActionIcon>
      <SearchDialog language={language} />
    </>
  );
}

function SearchDialog({ language }: { readonly language: Language }) {
  const { t } = useTexts();
  const [typed, setTyped] = useState("");
  const hits = useHits(language, typed);
  const navigate = useNavigate();
  const open = ({ address, anchor }: Hit): void => void navigate({ to: address, hash: anchor });
  return (
    <Spotlight.Root
      store={store}
      query={typed}
      onQueryChange={setTyped}
      // Emptied when it opens: the end of its closing may come after the first letters of the next search.
      clearQueryOnClose={false}
      onSpotlightOpen={() => setTyped("")}
      shortcut={["/", "mod + K"]}
      scrollable
    >
      <Spotlight.Search
        placeholder={t("docsSearch")}
        aria-label={t("docsSearch")}
        leftSection={<IconSearch size={18} />}
      />
      <Spotlight.ActionsList>
        {hits.map((hit, index) => (
          // Hits follow what is typed a moment later, when the dialog has chosen its first line already.
          <Spotlight.Action
            key={`${hit.address}#${hit.anchor}`}
            data-selected={index === 0 || undefined}
            onClick={() => open(hit)}
          >
            <Found hit={hit} />
          </Spotlight.Action>
        ))}
        {hits.length === 0 && <Spotlight.Empty>{t(typed === "" ? "docsSearchHint" : "nothingFound")}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function Found({ hit: { markedName, excerpt } }: { readonly hit: Hit }) {
  return (
    <div className="docs-found">
      <Text fw={600} size="sm">
        <Words words={markedName} />
      </Text>
      <Text size="xs">
        <Words words={excerpt} />
      </Text>
    </div>
  );
}

const Words = ({ words }: { readonly words: Hit["excerpt"] }) =>
  words.map(({ text, isMarked }, index) => (isMarked ? <mark key={index}>{text}</mark> : text));
