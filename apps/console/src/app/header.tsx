import { AppShell, Burger, Group, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTexts } from "../texts/use-texts.tsx";

type Props = {
  readonly isMenuOpen: boolean;
  readonly onMenu: () => void;
  /** Behind the product's name. */
  readonly place?: ReactNode;
  readonly tools: ReactNode;
};

/** The top of every page, and before it the way past it for who uses the keyboard. */
export function Header({ isMenuOpen, onMenu, place, tools }: Props) {
  const { t } = useTexts();
  return (
    <>
      <a className="skip-link" href="#content">
        {t("skip")}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={isMenuOpen} onClick={onMenu} hiddenFrom="sm" size="sm" aria-label={t("menu")} />
            <Text fw={700}>{t("appName")}</Text>
            {place}
          </Group>
          {tools}
        </Group>
      </AppShell.Header>
    </>
  );
}
