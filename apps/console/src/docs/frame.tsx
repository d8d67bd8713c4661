import { Anchor, AppShell, Group, NavLink, ScrollArea, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Link, useLocation } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";
import { Header } from "../app/header.tsx";
import { LookTools } from "../app/look-tools.tsx";
import { useLastAccount } from "../parts/use-account.ts";
import { useTexts } from "../texts/use-texts.tsx";
import type { DocsList, DocsPlace } from "./pages.ts";
import { SearchBox } from "./search-box.tsx";

type Props = {
  readonly list: DocsList;
  readonly place: DocsPlace;
  /** The list of headings, where there is room beside the text. */
  readonly aside: ReactNode;
  readonly children: ReactNode;
};

/** What surrounds every page of the documentation, signed in or not. */
export function DocsFrame({ list, place, aside, children }: Props) {
  const [isOpen, { toggle, close }] = useDisclosure();
  const { t } = useTexts();
  useEffect(close, [place.section, place.page, close]);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 244, breakpoint: "sm", collapsed: { mobile: !isOpen } }}
      aside={{ width: 232, breakpoint: "lg", collapsed: { mobile: true } }}
      padding="md"
    >
      <Header
        isMenuOpen={isOpen}
        onMenu={toggle}
        place={
          <Text c="dimmed" visibleFrom="xs">
            {t("docs")}
          </Text>
        }
        tools={
          <Group gap={4} wrap="nowrap">
            <SearchBox language={place.language} />
            <LookTools />
          </Group>
        }
      />
      <AppShell.Navbar p="md" aria-label={t("docs")}>
        <AppShell.Section grow component={ScrollArea}>
          <Pages list={list} place={place} />
        </AppShell.Section>
        <AppShell.Section pt="xs">
          <WayBack />
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="content">{children}</AppShell.Main>
      <AppShell.Aside p="md" withBorder={false}>
        {aside}
      </AppShell.Aside>
    </AppShell>
  );
}

function Pages({ list, place }: { readonly list: DocsList; readonly place: DocsPlace }) {
  return list.sections.map(({ name, titles, pages }) => (
    <div key={name} className="docs-section">
      <Text size="sm" fw={700} px="sm" py={4}>
        {titles[place.language]}
      </Text>
      {pages.map((one) => {
        const isHere = name === place.section && one.page === place.page;
        return (
          <NavLink
            key={one.page}
            label={one.titles[place.language] ?? one.titles.en}
            active={isHere}
            aria-current={isHere ? "page" : undefined}
            component={Link}
            to={`/docs/${place.language}/${name}/${one.page}`}
            py={4}
          />
        );
      })}
    </div>
  ));
}

function WayBack() {
  const { t } = useTexts();
  const account = useLastAccount();
  const { href } = useLocation();
  return account ? (
    <Anchor component={Link} to={`/${account.clientId}/home`} size="sm">
      {t("docsBack")}
    </Anchor>
  ) : (
    <Anchor component={Link} to="/sign-in" search={{ back: href } as never} size="sm">
      {t("signIn")}
    </Anchor>
  );
}
