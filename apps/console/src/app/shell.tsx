import {
  ActionIcon,
  Anchor,
  AppShell,
  Burger,
  Group,
  Menu,
  NavLink,
  ScrollArea,
  Select,
  Text,
  useMantineColorScheme,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Spotlight, spotlight } from "@mantine/spotlight";
import { IconLanguage, IconMoon, IconSearch, IconUser } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { Link, Navigate, Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useAccount, useMe } from "../parts/use-account.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { ask } from "./ask.ts";
import { menu, type MenuItem } from "./menu.ts";

/** What surrounds every page of a signed-in member. */
export function Shell() {
  const [isOpen, { toggle, close }] = useDisclosure();
  const { data: me, isError } = useMe();
  const { pathname } = useLocation();
  const { t } = useTexts();
  useEffect(close, [pathname, close]);
  if (isError) return <Navigate to="/sign-in" />;
  if (!me) return null;
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 240, breakpoint: "sm", collapsed: { mobile: !isOpen } }}
      padding="md"
    >
      <a className="skip-link" href="#content">
        {t("goTo")}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={isOpen} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t("menu")} />
            <Text fw={700}>{t("appName")}</Text>
          </Group>
          <Tools />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="md">
        <AccountChoice />
        <AppShell.Section grow component={ScrollArea}>
          <Pages />
        </AppShell.Section>
        <AppShell.Section>
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
  const { t, language, choose } = useTexts();
  const { toggleColorScheme } = useMantineColorScheme();
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
      <ActionIcon
        variant="subtle"
        size="lg"
        onClick={() => choose(language === "en" ? "zh" : "en")}
        aria-label={t("language")}
      >
        <IconLanguage size={20} />
      </ActionIcon>
      <ActionIcon variant="subtle" size="lg" onClick={() => toggleColorScheme()} aria-label={t("theme")}>
        <IconMoon size={20} />
      </ActionIcon>
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

/** Ctrl K or ⌘ K: every page by its name, and every payment by any of its ids. */
function Palette() {
  const { t } = useTexts();
  const { clientId } = useAccount();
  const navigate = useNavigate();
  const actions = usePages().map(({ text, path }) => ({
    id: path,
    label: t(text),
    onClick: () => void navigate({ to: `/${clientId}/${path}` }),
  }));
  return (
    <Spotlight
      actions={actions}
      nothingFound={t("nothingFound")}
      searchProps={{ placeholder: t("goTo"), "aria-label": t("goTo"), leftSection: <IconSearch size={18} /> }}
    />
  );
}
