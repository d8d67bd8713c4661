import { Stack, Tabs, Text } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { CodeBlock } from "../parts/code-block.tsx";
import { useTexts } from "../texts/use-texts.tsx";
import { type SampleLanguage, samples, type SampleRequest } from "./samples/index.ts";

const languages = Object.keys(samples) as SampleLanguage[];

/** The request as a program, in the language that was chosen last. */
export function SampleCode({ request }: { readonly request: SampleRequest }) {
  const { t } = useTexts();
  const [language, setLanguage] = useLocalStorage<SampleLanguage>({
    key: "opencashier-sample-language",
    defaultValue: "node",
  });
  const shown = languages.includes(language) ? language : "node";
  const { title, command, write } = samples[shown];
  return (
    <Tabs value={shown} onChange={(next) => setLanguage(next as SampleLanguage)} variant="pills" keepMounted={false}>
      <Tabs.List mb="sm">
        {languages.map((name) => (
          <Tabs.Tab key={name} value={name}>
            {samples[name].title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={shown}>
        <Stack gap="xs">
          <Text size="sm">{t("sampleHint", { command })}</Text>
          <CodeBlock text={write(request)} label={title} />
        </Stack>
      </Tabs.Panel>
    </Tabs>
  );
}
