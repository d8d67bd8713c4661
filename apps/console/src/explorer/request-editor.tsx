import { Tabs, Text } from "@mantine/core";
import type { ConsoleCase } from "@opencashier/protocol/console";
import { lazy, Suspense } from "react";
import { useTexts } from "../texts/use-texts.tsx";
import { compact, layOutValue, parseBody } from "./body-text.ts";
import { hasPlaceholders } from "./run-case.ts";
import { SchemaForm } from "./schema-form.tsx";
import type { Schema } from "./schema.ts";

const SampleCode = lazy(() => import("./sample-code.tsx").then((module) => ({ default: module.SampleCode })));
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
      {hasPlaceholders(text) && (
        <Text size="sm" c="dimmed" mt="xs">
          {t("placeholders")}
        </Text>
      )}
      <Tabs.Panel value="json" pt="md">
        <Suspense fallback={<Text>{t("loading")}</Text>}>
          <JsonEditor label={t("request")} value={text} schema={schema} onChange={onChange} />
        </Suspense>
      </Tabs.Panel>
      <Tabs.Panel value="form" pt="md">
        {body && <SchemaForm schema={schema} values={body} onChange={(values) => onChange(layOutValue(values))} />}
      </Tabs.Panel>
      <Tabs.Panel value="samples" pt="md">
        <Suspense fallback={<Text>{t("loading")}</Text>}>
          <SampleCode request={{ path: chosen.path, body: compact(text) }} />
        </Suspense>
      </Tabs.Panel>
    </Tabs>
  );
}
