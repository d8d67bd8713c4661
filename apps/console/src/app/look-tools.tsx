import { ActionIcon, useMantineColorScheme } from "@mantine/core";
import { IconLanguage, IconMoon } from "@tabler/icons-react";
import { useTexts } from "../texts/use-texts.tsx";

/** Language and colours; both are remembered by the browser. */
export function LookTools() {
  const { t, language, choose } = useTexts();
  const { toggleColorScheme } = useMantineColorScheme();
  return (
    <>
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
    </>
  );
}
