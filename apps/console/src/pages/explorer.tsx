import { Alert, Button, Group, PasswordInput, SimpleGrid, Stack, Text } from "@mantine/core";
import type { ConsoleCase, ConsoleCredentials } from "@opencashier/protocol/console";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type KeyboardEvent, useState } from "react";
import { ask } from "../app/ask.ts";
import { compact, layOutValue, parseBody } from "../explorer/body-text.ts";
import { toCardCases } from "../explorer/card-cases.ts";
import { CaseChoice } from "../explorer/case-choice.tsx";
import { fromShareText, keepCase, readKeptCases, toRunnable, toShareText, withFreshIds } from "../explorer/cases.ts";
import { RequestEditor } from "../explorer/request-editor.tsx";
import { Result } from "../explorer/result.tsx";
import type { Schema } from "../explorer/schema.ts";
import { send } from "../explorer/send.ts";
import { isWay, type Way } from "../explorer/ways.ts";
import { Page } from "../parts/page.tsx";
import { Question } from "../parts/question.tsx";
import { useAccount } from "../parts/use-account.ts";
import { useTexts } from "../texts/use-texts.tsx";

type Material = {
  readonly cases: readonly ConsoleCase[];
  readonly schemas: Readonly<Record<string, Schema>>;
  readonly credentials: ConsoleCredentials;
};

/** Every operation with its cases: edit, sign, run, look. */
export function ExplorerPage() {
  const { t } = useTexts();
  const { clientId, account } = useAccount();
  const isSandbox = account?.isSandbox === true;
  const query = useQuery({
    queryKey: ["explorer", clientId],
    queryFn: () => readMaterial(clientId, isSandbox),
    enabled: account !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Page title={t("explorer")}>
      <Question query={query}>{(material) => <Explorer key={clientId} {...material} />}</Question>
    </Page>
  );
}

async function readMaterial(clientId: string, isSandbox: boolean): Promise<Material> {
  const [{ cases, schemas }, credentials, cards] = await Promise.all([
    ask("readExplorer", { clientId }),
    ask("readCredentials", { clientId }),
    isSandbox ? ask("listTestCards", { clientId }) : [],
  ]);
  const returnUrl = `${location.origin}/console/${clientId}/payments`;
  const own = cases.map((one) => ({ ...one, body: toRunnable(one.body, returnUrl, Date.now()) }));
  return { cases: [...own, ...toCardCases(own, cards)], schemas, credentials };
}

const noSchema: Schema = {};

function Explorer({ cases, schemas, credentials }: Material) {
  const { t } = useTexts();
  const [kept, setKept] = useState(readKeptCases);
  const { chosen, way, choose, setWay } = useChoice([...kept, ...cases]);
  const [text, setText] = useState(() => layOutValue(withFreshIds(chosen.body)));
  const [privateKey, setPrivateKey] = useState(credentials.merchantPrivateKey ?? "");
  const body = parseBody(text);
  const running = useMutation({
    mutationFn: () => send({ ...chosen, body: compact(text), credentials, privateKey, way }),
  });
  const start = (next: ConsoleCase): void => {
    choose(next);
    setText(layOutValue(withFreshIds(next.body)));
    running.reset();
  };
  const keep = (): void => {
    if (body) setKept(keepCase({ ...chosen, body, name: `★ ${chosen.name.replace(/^★ /, "")}` }));
  };
  const canRun = body !== undefined && privateKey !== "" && !running.isPending;
  const runByKey = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !canRun) return;
    event.preventDefault();
    running.mutate();
  };
  return (
    <Stack onKeyDown={runByKey}>
      <CaseChoice cases={cases} kept={kept} chosen={chosen} way={way} onChoose={start} onWay={setWay} />
      {credentials.merchantPrivateKey === undefined && (
        <PasswordInput
          label={t("keys")}
          description={t("keyMissing")}
          value={privateKey}
          onChange={(event) => setPrivateKey(event.currentTarget.value)}
          autoComplete="off"
        />
      )}
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <RequestEditor chosen={chosen} schema={schemas[chosen.operation] ?? noSchema} text={text} onChange={setText} />
        <Stack>
          <Group gap="sm">
            <Button
              onClick={() => running.mutate()}
              loading={running.isPending}
              disabled={!body || privateKey === ""}
              title="Ctrl Enter"
              aria-keyshortcuts="Control+Enter Meta+Enter"
            >
              {t("run")}
            </Button>
            <Button variant="default" onClick={() => setText(layOutValue(withFreshIds(body ?? chosen.body)))}>
              {t("newIds")}
            </Button>
            <Button variant="default" disabled={!body} onClick={keep}>
              {t("keepCase")}
            </Button>
            <ShareButton shared={{ ...chosen, body: body ?? chosen.body }} />
          </Group>
          {running.error && (
            <Alert color="red" title={t("failed")} role="alert">
              {running.error.message}
            </Alert>
          )}
          {running.data ? <Result ran={running.data} /> : <Text c="dimmed">{t("notRun")}</Text>}
        </Stack>
      </SimpleGrid>
    </Stack>
  );
}

/** The case in the address: a shared one whole behind the #, any other by its name. */
function useChoice(cases: readonly ConsoleCase[]): {
  readonly chosen: ConsoleCase;
  readonly way: Way;
  readonly choose: (next: ConsoleCase) => void;
  readonly setWay: (way: Way) => void;
} {
  const navigate = useNavigate();
  const { operation, case: name, way } = useSearch({ strict: false });
  const [chosen, setChosen] = useState(
    () =>
      fromShareText(location.hash.slice(1)) ??
      cases.find((one) => one.operation === operation && (name === undefined || one.name === name)) ??
      firstCase(cases),
  );
  const show = (next: ConsoleCase, nextWay: Way): void => {
    const search = { operation: next.operation, case: next.name, way: nextWay === "right" ? undefined : nextWay };
    void navigate({ to: ".", search, replace: true });
  };
  const shownWay = isWay(way) ? way : "right";
  return {
    chosen,
    way: shownWay,
    choose(next) {
      setChosen(next);
      show(next, shownWay);
    },
    setWay: (next) => show(chosen, next),
  };
}

const firstCase = (cases: readonly ConsoleCase[]): ConsoleCase =>
  cases.find(({ operation, name }) => operation === "createPaymentSession" && /^card/i.test(name)) ??
  cases[0] ?? { operation: "", path: "", name: "", body: {} };

function ShareButton({ shared }: { readonly shared: ConsoleCase }) {
  const { t } = useTexts();
  const [isCopied, setCopied] = useState(false);
  const share = async (): Promise<void> => {
    location.hash = toShareText(shared);
    await navigator.clipboard.writeText(location.href);
    setCopied(true);
  };
  return (
    <Button variant="default" onClick={() => void share()} onBlur={() => setCopied(false)}>
      {t(isCopied ? "copied" : "share")}
    </Button>
  );
}
