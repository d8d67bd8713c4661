import { ActionIcon, Anchor, AppShell, Group, Menu, NavLink, ScrollArea, Select } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Spotlight, spotlight, type SpotlightActionData } from "@mantine/spotlight";
import { IconSearch, IconUser } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useLocation, useNavigate, useRouter } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useHits } from "../docs/use-hits.ts";
import { keepLastAccount, useAccount, useMe } from "../parts/use-account.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { ask } from "./ask.ts";
import { Header } from "./header.tsx";
import { LookTools } from "./look-tools.tsx";
import { menu, type MenuItem } from "./menu.ts";

/** What surrounds every page of a signed-in member. */
export function Shell() {
  const [isOpen, { toggle, close }] = useDisclosure();
  const { data: me, isError } = useMe();
  const { pathname } = useLocation();
  const { clientId } = useAccount();
  const router = useRouter();
  const { t } = useTexts();
  useEffect(() => {
    if (clientId !== "") keepLastAccount(clientId);
  }, [clientId]);
  useEffect(close, [pathname, close]);
  useEffect(() => {
    // Once: on the way the address is the sign-in page's already.
    const back = router.latestLocation.href;
    if (isError) void router.navigate({ to: "/sign-in", search: { back } });
  }, [isError, router]);
  if (!me || isError) return null;
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 240, breakpoint: "sm", collapsed: { mobile: !isOpen } }}
      padding="md"
    >
      <Header isMenuOpen={isOpen} onMenu={toggle} tools={<Tools />} />
      <AppShell.Navbar p="md">
        <AccountChoice />
        <AppShell.Section grow component={ScrollArea}>
          <Pages />
        </AppShell.Section>
        <AppShell.Section>
          <NavLink label={t("docs")} component={Link} to="/docs" />
          <Anchor href="/docs" target="_blank" size="sm">
            {t("reference")}
          </Anchor>
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="content">
        <Outlet />
      </AppShell.Main>
      <Palette />
    </AppShell>
  );
}

/** Pages that this member may open in this account. */
function usePages(): readonly MenuItem[] {
  const { account, may } = useAccount();
  return menu.filter(({ needs, isSandboxOnly }) => may(needs) && (!isSandboxOnly || account?.isSandbox));
}

function Pages() {
  const { clientId } = useAccount();
  const { pathname } = useLocation();
  const { t } = useTexts();
  return usePages().map(({ text, path }) => {
    const address = `/${clientId}/${path}`;
    return (
      <NavLink
        key={path}
        label={t(text)}
        active={pathname.startsWith(address)}
        component={Link}
        to={address}
        aria-current={pathname.startsWith(address) ? "page" : undefined}
      />
    );
  });
}

function AccountChoice() {
  const { data: me } = useMe();
  const { clientId } = useAccount();
  const { t } = useTexts();
  const navigate = useNavigate();
  const accounts = me?.accounts ?? [];
  if (accounts.length < 2) return null;
  return (
    <Select
      mb="md"
      label={t("account")}
      data={accounts.map((account) => ({ value: account.clientId, label: account.displayName }))}
      value={clientId}
      searchable
      allowDeselect={false}
      onChange={(chosen) => void (chosen && navigate({ to: "/$clientId/home", params: { clientId: chosen } }))}
    />
  );
}

function Tools() {
  const { t } = useTexts();
  const navigate = useNavigate();
  const client = useQueryClient();
  const leave = async (): Promise<void> => {
    await ask("signOut");
    client.clear();
    await navigate({ to: "/sign-in" });
  };
  return (
    <Group gap={4} wrap="nowrap">
      <ActionIcon variant="subtle" size="lg" onClick={spotlight.open} aria-label={t("search")}>
        <IconSearch size={20} />
      </ActionIcon>
      <LookTools />
      <Menu>
        <Menu.Target>
          <ActionIcon variant="subtle" size="lg" aria-label={t("myAccount")}>
            <IconUser size={20} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component={Link} to="/account">
            {t("myAccount")}
          </Menu.Item>
          <Menu.Item onClick={() => void leave()}>{t("signOut")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}

const docsHitsMax = 5;

/** Ctrl K or ⌘ K: every page by its name, every payment by any of its ids, and what the documentation says. */
function Palette() {
  const { t, language } = useTexts();
  const { clientId, may } = useAccount();
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  const inDocs = useHits(language, typed)
    .slice(0, docsHitsMax)
    .map((hit) => ({
      id: `${hit.address}#${hit.anchor}`,
      label: hit.name,
      description: t("docs"),
      onClick: () => void navigate({ to: hit.address, hash: hit.anchor }),
    }));
  const pages = usePages().map(({ text, path }) => ({
    id: path,
    label: t(text),
    onClick: () => void navigate({ to: `/${clientId}/${path}` }),
  }));
  const toSearch = (q: string): SpotlightActionData => ({
    id: "search",
    label: t("searchPayments", { q }),
    onClick: () => void navigate({ to: `/${clientId}/payments`, search: { q } }),
  });
  const find = (text: string): SpotlightActionData[] => {
    const q = text.trim();
    const found = pages.filter(({ label }) => label.toLowerCase().includes(q.toLowerCase()));
    if (q === "") return found;
    return [...found, ...(may("payments.read") ? [toSearch(q)] : []), ...inDocs];
  };
  return (
    <Spotlight
      actions={pages}
      filter={find}
      query={typed}
      onQueryChange={setTyped}
      // Emptied when it opens: the end of its closing may come after the first letters of the next search.
      clearQueryOnClose={false}
      onSpotlightOpen={() => setTyped("")}
      nothingFound={t("nothingFound")}
      searchProps={{ placeholder: t("goTo"), "aria-label": t("goTo"), leftSection: <IconSearch size={18} /> }}
    />
  );
}
