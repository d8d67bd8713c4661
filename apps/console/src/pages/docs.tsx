import { Alert, Anchor, Button, Group, Stack, Title } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { Link, Navigate, useLocation, useNavigate, useParams } from "@tanstack/react-router";
import { useEffect, useMemo } from "react";
import { DocsFrame } from "../docs/frame.tsx";
import { parseDocument } from "../docs/markdown.ts";
import { FoldedOutline, Outline, toOutline } from "../docs/outline.tsx";
import { type DocsList, type DocsPlace, useDocsList, useDocsText } from "../docs/pages.ts";
import { DocsText } from "../docs/text.tsx";
import { Question } from "../parts/question.tsx";
import { useLastAccount } from "../parts/use-account.ts";
import { isLanguage, type Language, TextsIn, useTexts } from "../texts/use-texts.tsx";

const startPage = { section: "integrating", page: "overview" } as const;

/** /docs, /docs/zh and the like: the first page, in the language the address names or the reader's own. */
export function DocsStart() {
  const { language: chosen } = useTexts();
  const { _splat: rest = "" } = useParams({ strict: false });
  const named = rest.split("/")[0] ?? "";
  const language = isLanguage(named) ? named : chosen;
  return <Navigate to="/docs/$language/$section/$page" params={{ language, ...startPage }} replace />;
}

/** The documentation the gateway brings along; the language is the address's. */
export function DocsPage() {
  const { language = "", section = "", page = "" } = useParams({ strict: false });
  const { choose } = useTexts();
  const navigate = useNavigate();
  if (!isLanguage(language)) return <DocsStart />;
  const turn = (next: Language): void => {
    choose(next);
    void navigate({ to: "/docs/$language/$section/$page", params: { language: next, section, page } });
  };
  return (
    <TextsIn language={language} choose={turn}>
      <Found place={{ language, section, page }} />
    </TextsIn>
  );
}

function Found({ place }: { readonly place: DocsPlace }) {
  const list = useDocsList();
  return (
    <Question query={list}>
      {(known) => <Shown key={`${place.language}/${place.section}/${place.page}`} list={known} place={place} />}
    </Question>
  );
}

type Step = { readonly section: string; readonly page: string; readonly title: string };

const toSteps = ({ sections }: DocsList, language: Language): readonly Step[] =>
  sections.flatMap(({ name, pages }) =>
    pages.map(({ page, titles }) => ({ section: name, page, title: titles[language] ?? titles.en })),
  );

function Shown({ list, place }: { readonly list: DocsList; readonly place: DocsPlace }) {
  const { t } = useTexts();
  const steps = toSteps(list, place.language);
  const position = steps.findIndex(({ section, page }) => section === place.section && page === place.page);
  const known = list.sections.find(({ name }) => name === place.section)?.pages.find(({ page }) => page === place.page);
  // English stands for what is not translated.
  const language = known?.titles[place.language] === undefined ? "en" : place.language;
  const query = useDocsText({ ...place, language }, known !== undefined);
  const document = useMemo(() => (query.data === undefined ? undefined : parseDocument(query.data)), [query.data]);
  const hasRoomBeside = useMediaQuery("(min-width: 75em)", undefined, { getInitialValueInEffect: false });
  const title = steps[position]?.title ?? t("docs");
  useEffect(() => {
    window.document.title = `${title} · OpenCashier`;
  }, [title]);
  useAnchor(document !== undefined);
  const outline = document ? toOutline(document) : [];
  return (
    <DocsFrame list={list} place={place} aside={document && hasRoomBeside && <Outline outline={outline} />}>
      {known === undefined ? (
        <Title order={1} size="h3">
          {t("docsMissing")}
        </Title>
      ) : (
        <Stack className="docs-page" gap="md">
          {language !== place.language && <Alert color="gray">{t("docsNotTranslated")}</Alert>}
          <Tools place={{ ...place, language }} markdown={query.data ?? ""} />
          {!hasRoomBeside && outline.length > 1 && <FoldedOutline outline={outline} />}
          <Question query={query}>{() => document && <DocsText document={document} />}</Question>
          <Neighbours place={place} before={steps[position - 1]} after={steps[position + 1]} />
        </Stack>
      )}
    </DocsFrame>
  );
}

/** Goes to the heading that the address names, once it is there. */
function useAnchor(isShown: boolean): void {
  const { hash } = useLocation();
  useEffect(() => {
    if (!isShown || hash === "") return;
    window.document.querySelector(`#${CSS.escape(decodeURIComponent(hash))}`)?.scrollIntoView();
  }, [isShown, hash]);
}

/** The page as text and, of an operation, the way to try it. */
function Tools({ place, markdown }: { readonly place: DocsPlace; readonly markdown: string }) {
  const { t } = useTexts();
  const account = useLastAccount();
  const isOperation = /^```http\nPOST /m.test(markdown);
  return (
    <Group gap="md" justify="flex-end">
      {isOperation && account?.permissions.includes("sandbox.use") && (
        <Button
          component={Link}
          size="xs"
          to={`/${account.clientId}/explorer`}
          search={{ operation: place.page } as never}
        >
          {t("docsTry")}
        </Button>
      )}
      <Anchor href={`/console/docs/${place.language}/${place.section}/${place.page}.md`} size="sm">
        {t("docsMarkdown")}
      </Anchor>
    </Group>
  );
}

function Neighbours({
  place,
  before,
  after,
}: {
  readonly place: DocsPlace;
  readonly before: Step | undefined;
  readonly after: Step | undefined;
}) {
  const { t } = useTexts();
  const addressOf = ({ section, page }: Step) => `/docs/${place.language}/${section}/${page}`;
  return (
    <Group component="nav" aria-label={t("docsNeighbours")} justify="space-between" mt="xl" className="docs-neighbours">
      {before ? (
        <Anchor component={Link} to={addressOf(before)}>
          ← {before.title}
        </Anchor>
      ) : (
        <span />
      )}
      {after && (
        <Anchor component={Link} to={addressOf(after)}>
          {after.title} →
        </Anchor>
      )}
    </Group>
  );
}
