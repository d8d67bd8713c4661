import { Stack, Tabs, Text, Title } from "@mantine/core";
import type { ConsoleCase } from "@opencashier/protocol/console";
import { lazy, Suspense } from "react";
import { CodeBlock } from "../parts/code-block.tsx";
import { useTexts } from "../texts/use-texts.tsx";
import { compact, layOutValue, parseBody } from "./body-text.ts";
import { samples } from "./samples.ts";
import { SchemaForm } from "./schema-form.tsx";
import type { Schema } from "./schema.ts";

const JsonEditor = lazy(() => import("./json-editor.tsx").then((module) => ({ default: module.JsonEditor })));

type Props = {
  readonly chosen: ConsoleCase;
  readonly schema: Schema;
  readonly text: string;
  readonly onChange: (text: string) => void;
};

/** The same request as JSON, as a form of its schema, and as programs that send it. */
export function RequestEditor({ chosen, schema, text, onChange }: Props) {
  const { t } = useTexts();
  const body = parseBody(text);
  return (
    <Tabs defaultValue="json" keepMounted={false}>
      <Tabs.List>
        <Tabs.Tab value="json">{t("json")}</Tabs.Tab>
        <Tabs.Tab value="form" disabled={!body}>
          {t("form")}
        </Tabs.Tab>
        <Tabs.Tab value="samples">{t("samples")}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="json" pt="md">
        <Suspense fallback={<Text>{t("loading")}</Text>}>
          <JsonEditor label={t("request")} value={text} schema={schema} onChange={onChange} />
        </Suspense>
      </Tabs.Panel>
      <Tabs.Panel value="form" pt="md">
        {body && <SchemaForm schema={schema} values={body} onChange={(values) => onChange(layOutValue(values))} />}
      </Tabs.Panel>
      <Tabs.Panel value="samples" pt="md">
        <Stack>
          {Object.entries(samples).map(([language, write]) => (
            <div key={language}>
              <Title order={3} size="h6">
                {language}
              </Title>
              <CodeBlock text={write({ path: chosen.path, body: compact(text) })} label={language} />
            </div>
          ))}
        </Stack>
      </Tabs.Panel>
    </Tabs>
  );
}
