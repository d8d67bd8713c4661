import { Alert, Anchor, Button, Group, PasswordInput, Select, Stack, Tabs, Text, Title } from "@mantine/core";
import type { ConsoleCase, ConsoleCredentials, ConsoleExplorer } from "@opencashier/protocol/console";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useMemo, useState } from "react";
import { ask } from "../app/ask.ts";
import {
  fromShareText,
  keepCase,
  readKeptCases,
  toShareText,
  withFreshIds,
  withoutExampleAddresses,
} from "../explorer/cases.ts";
import { samples } from "../explorer/samples.ts";
import { namesOf, type Schema, SchemaForm } from "../explorer/schema-form.tsx";
import { isAnswerGenuine, signRequest } from "../explorer/signing.ts";
import { CodeBlock } from "../parts/code-block.tsx";
import { formatMs } from "../parts/format.ts";
import { Page } from "../parts/page.tsx";
import { Question } from "../parts/question.tsx";
import { Status } from "../parts/status.tsx";
import { useAccount } from "../parts/use-account.ts";
import { useTexts } from "../texts/use-texts.tsx";

const JsonEditor = lazy(() => import("../explorer/json-editor.tsx").then((module) => ({ default: module.JsonEditor })));

/** Every operation with its cases: edit, sign, run, look. */
export function ExplorerPage() {
  const { t } = useTexts();
  const { clientId } = useAccount();
  const query = useQuery({
    queryKey: ["explorer", clientId],
    queryFn: async () => {
      const [{ cases, schemas }, credentials] = await Promise.all([
        ask("readExplorer", { clientId }),
        ask("readCredentials", { clientId }),
      ]);
      const own = cases.map((one) => ({ ...one, body: withoutExampleAddresses(one.body) }));
      return { explorer: { cases: own, schemas }, credentials };
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Page title={t("explorer")}>
      <Question query={query}>{(data) => <Explorer {...data} />}</Question>
    </Page>
  );
}

type Ran = {
  readonly content: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isGenuine: boolean;
  readonly durationMs: number;
  readonly diagnosis: string | null;
};

type ExplorerProps = { readonly explorer: ConsoleExplorer; readonly credentials: ConsoleCredentials };

function Explorer({ explorer, credentials }: ExplorerProps) {
  const { t } = useTexts();
  const [kept, setKept] = useState(readKeptCases);
  const [chosen, setChosen] = useState((): ConsoleCase => fromShareText(location.hash.slice(1)) ?? firstCase(explorer));
  const [text, setText] = useState(() => layOut(withFreshIds(chosen.body)));
  const [privateKey, setPrivateKey] = useState(credentials.merchantPrivateKey ?? "");
  const body = parse(text);
  const running = useMutation({ mutationFn: () => send({ path: chosen.path, text, credentials, privateKey }) });
  const choose = (next: ConsoleCase): void => {
    setChosen(next);
    setText(layOut(withFreshIds(next.body)));
    running.reset();
  };
  const keep = (): void => {
    if (body) setKept(keepCase({ ...chosen, body, name: `★ ${chosen.name.replace(/^★ /, "")}` }));
  };
  const share = (): void => {
    location.hash = toShareText({ ...chosen, body: body ?? chosen.body });
    void navigator.clipboard.writeText(location.href);
  };
  return (
    <Stack>
      <CaseChoice explorer={explorer} kept={kept} chosen={chosen} onChoose={choose} />
      {credentials.merchantPrivateKey === undefined && (
        <PasswordInput
          label={t("keys")}
          description={t("keyMissing")}
          value={privateKey}
          onChange={(event) => setPrivateKey(event.currentTarget.value)}
          autoComplete="off"
        />
      )}
      <RequestEditor chosen={chosen} schema={explorer.schemas[chosen.operation] ?? {}} text={text} onChange={setText} />
      <Group>
        <Button onClick={() => running.mutate()} loading={running.isPending} disabled={!body || privateKey === ""}>
          {t("run")}
        </Button>
        <Button variant="default" onClick={() => setText(layOut(withFreshIds(body ?? chosen.body)))}>
          {t("newIds")}
        </Button>
        <Button variant="default" disabled={!body} onClick={keep}>
          {t("keepCase")}
        </Button>
        <Button variant="default" onClick={share}>
          {t("share")}
        </Button>
      </Group>
      {running.error && (
        <Alert color="red" title={t("failed")} role="alert">
          {running.error.message}
        </Alert>
      )}
      {running.data ? <Result ran={running.data} /> : <Text c="dimmed">{t("notRun")}</Text>}
    </Stack>
  );
}

type EditorProps = {
  readonly chosen: ConsoleCase;
  readonly schema: Schema;
  readonly text: string;
  readonly onChange: (text: string) => void;
};

/** The same request as JSON, as a form of its schema, and as programs that send it. */
function RequestEditor({ chosen, schema, text, onChange }: EditorProps) {
  const { t } = useTexts();
  const names = useMemo(() => namesOf(schema), [schema]);
  const body = parse(text);
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
          <JsonEditor label={t("request")} value={text} names={names} onChange={onChange} />
        </Suspense>
      </Tabs.Panel>
      <Tabs.Panel value="form" pt="md">
        {body && <SchemaForm schema={schema} values={body} onChange={(values) => onChange(layOut(values))} />}
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

const firstCase = ({ cases }: ConsoleExplorer): ConsoleCase =>
  cases.find(({ operation, name }) => operation === "createPaymentSession" && /^card/i.test(name)) ??
  cases[0] ?? {
    operation: "",
    path: "",
    name: "",
    body: {},
  };

type ChoiceProps = {
  readonly explorer: ConsoleExplorer;
  readonly kept: readonly ConsoleCase[];
  readonly chosen: ConsoleCase;
  readonly onChoose: (chosen: ConsoleCase) => void;
};

function CaseChoice({ explorer, kept, chosen, onChoose }: ChoiceProps) {
  const { t } = useTexts();
  const operations = [...new Set(explorer.cases.map(({ operation }) => operation))];
  const cases = [...kept, ...explorer.cases].filter(({ operation }) => operation === chosen.operation);
  return (
    <Group align="flex-end">
      <Select
        w={260}
        label={t("operation")}
        data={operations}
        value={chosen.operation}
        allowDeselect={false}
        onChange={(operation) => {
          const next = explorer.cases.find((one) => one.operation === operation);
          if (next) onChoose(next);
        }}
      />
      <Select
        w={{ base: "100%", sm: 420 }}
        label={t("chooseCase")}
        data={[...new Set(cases.map(({ name }) => name))]}
        value={chosen.name}
        allowDeselect={false}
        searchable
        onChange={(name) => {
          const next = cases.find((one) => one.name === name);
          if (next) onChoose(next);
        }}
      />
    </Group>
  );
}

function Result({ ran }: { readonly ran: Ran }) {
  const { t } = useTexts();
  const { clientId } = useAccount();
  const answer = parse(ran.body) as Answer | undefined;
  const { result, paymentSessionId, paymentSessionData, normalUrl } = answer ?? {};
  return (
    <Stack aria-live="polite">
      <Group>
        <Status value={result?.resultStatus ?? "U"} />
        <Text fw={700}>{result?.resultCode}</Text>
        <Text>{formatMs(ran.durationMs)}</Text>
        <Text fw={ran.isGenuine ? 400 : 700}>{t(ran.isGenuine ? "signatureGood" : "signatureBad")}</Text>
      </Group>
      {ran.diagnosis !== null && (
        <Alert color="red" title={t("why")}>
          {ran.diagnosis}
        </Alert>
      )}
      <Group>
        {(normalUrl ?? paymentSessionData) !== undefined && (
          <Button component="a" href={normalUrl ?? toPageAddress(paymentSessionData ?? "")} target="_blank">
            {t("paySession")}
          </Button>
        )}
        {paymentSessionId !== undefined && (
          <Anchor component={Link} to={`/${clientId}/payments/${paymentSessionId}`}>
            {t("timeline")}
          </Anchor>
        )}
      </Group>
      <CodeBlock text={ran.body} label={t("response")} />
      <Title order={2} size="h5">
        {t("signed")}
      </Title>
      <CodeBlock text={ran.content} label={t("signed")} />
      <CodeBlock text={JSON.stringify(ran.headers)} label={t("headers")} />
    </Stack>
  );
}

/** The gateway's own page takes the sealed part, which comes first. */
const toPageAddress = (sessionData: string): string => `/checkout/page/${sessionData.split("&&", 1)[0]}`;

type Answer = {
  readonly result?: { readonly resultStatus: string; readonly resultCode: string };
  readonly paymentSessionId?: string;
  readonly paymentSessionData?: string;
  readonly normalUrl?: string;
};

type Sending = {
  readonly path: string;
  readonly text: string;
  readonly credentials: ConsoleCredentials;
  readonly privateKey: string;
};

/** To the wire API itself, as any merchant's server would: what is seen here is what happened. */
async function send({ path, text, credentials, privateKey }: Sending): Promise<Ran> {
  const { clientId, keyVersion, gatewayPublicKey } = credentials;
  const body = compact(text);
  const { content, headers } = await signRequest({ path, clientId, keyVersion, privateKey, body });
  const startedAt = performance.now();
  const response = await fetch(path, { method: "POST", headers, body });
  const answered = await response.text();
  const durationMs = performance.now() - startedAt;
  const isGenuine = await isAnswerGenuine({
    path,
    clientId,
    headers: response.headers,
    body: answered,
    publicKey: gatewayPublicKey,
  });
  return {
    content,
    headers,
    body: answered,
    isGenuine,
    durationMs,
    diagnosis: response.headers.get("x-opencashier-diagnosis"),
  };
}

const layOut = (value: unknown): string => JSON.stringify(value, undefined, 2);

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

const compact = (text: string): string => {
  const value = parse(text);
  return value ? JSON.stringify(value) : text;
};
