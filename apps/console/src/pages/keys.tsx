import { Button, Group, NumberInput, Paper, Stack, Text, Textarea, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ask } from "../app/ask.ts";
import { generateKeyPair } from "../explorer/signing.ts";
import { formatLeft, formatTime } from "../parts/format.ts";
import { CopyIcon } from "../parts/copy-icon.tsx";
import { Page } from "../parts/page.tsx";
import { Question } from "../parts/question.tsx";
import { Rows } from "../parts/rows.tsx";
import { useAccount } from "../parts/use-account.ts";
import { useAction } from "../parts/use-action.ts";
import { useTexts } from "../texts/use-texts.tsx";

/** Keys both sides sign with, and the merchant's next one. */
export function KeysPage() {
  const { t, language } = useTexts();
  const { clientId, may } = useAccount();
  const keys = useQuery({ queryKey: ["keys", clientId], queryFn: () => ask("listKeys", { clientId }) });
  const settings = useQuery({ queryKey: ["settings", clientId], queryFn: () => ask("readSettings", { clientId }) });
  const now = useNow();
  const version = { title: t("keyVersion"), cell: (row: { readonly keyVersion: number }) => row.keyVersion };
  const text = {
    title: t("publicKeyShort"),
    cell: ({ publicKey }: { readonly publicKey: string }) => (
      <Group gap="xs" wrap="nowrap">
        <span className="mono">
          {publicKey.slice(0, 24)}…{publicKey.slice(-12)}
        </span>
        <CopyIcon value={publicKey} label={t("publicKeyShort")} />
      </Group>
    ),
  };
  const until = (notAfter: number | null): string => {
    if (notAfter === null) return t("forever");
    const leftMs = notAfter - now;
    if (leftMs <= 0) return t("ended");
    return `${formatTime(notAfter, language)} (${t("timeLeft", { time: formatLeft(leftMs, language) })})`;
  };
  return (
    <Page title={t("keys")}>
      <Title order={2} size="h4">
        {t("yourKeys")}
      </Title>
      <Question query={keys}>
        {(rows) => (
          <Rows
            label={t("yourKeys")}
            rows={rows}
            keyOf={(row) => String(row.keyVersion)}
            empty={t("none")}
            columns={[
              version,
              text,
              { title: t("validUntil"), cell: (row) => until(row.notAfter) },
              { title: t("created"), cell: (row) => formatTime(row.createdAt, language) },
            ]}
          />
        )}
      </Question>
      {may("keys.write") && <AddKey />}
      <Title order={2} size="h4">
        {t("gatewayKeys")}
      </Title>
      <Question query={settings}>
        {({ gatewayKeys }) => (
          <Rows
            label={t("gatewayKeys")}
            rows={gatewayKeys}
            keyOf={(row) => String(row.keyVersion)}
            empty={t("none")}
            columns={[version, text]}
          />
        )}
      </Question>
    </Page>
  );
}

const tickMs = 1_000;

/** The time, told again every second: what ends is seen ending. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function AddKey() {
  const { t } = useTexts();
  const { clientId } = useAccount();
  const [publicKey, setPublicKey] = useState("");
  const [overlapHours, setOverlapHours] = useState<number | string>(168);
  const add = useAction(
    () => ask("addKey", { clientId }, { publicKey, overlapHours: Number(overlapHours) }),
    () => setPublicKey(""),
  );
  const generate = async (): Promise<void> => {
    const pair = await generateKeyPair();
    setPublicKey(pair.publicKey);
    const link = document.createElement("a");
    link.href = `data:application/octet-stream,${encodeURIComponent(pair.privateKey)}`;
    link.download = `${clientId}.private-key.txt`;
    link.click();
  };
  return (
    <Paper withBorder p="lg" maw={640}>
      <Stack>
        <Title order={2} size="h4">
          {t("addKey")}
        </Title>
        <Textarea
          label={t("publicKey")}
          value={publicKey}
          onChange={(event) => setPublicKey(event.currentTarget.value)}
          autosize
          minRows={3}
          maxRows={8}
        />
        <Button variant="default" onClick={() => void generate()}>
          {t("generate")}
        </Button>
        <Text size="sm" c="dimmed">
          {t("generateHint")}
        </Text>
        <NumberInput
          label={t("overlap")}
          value={overlapHours}
          onChange={setOverlapHours}
          min={0}
          max={720}
          allowDecimal={false}
        />
        <Button disabled={publicKey.trim().length < 200} loading={add.isPending} onClick={() => add.mutate(undefined)}>
          {t("addKey")}
        </Button>
      </Stack>
    </Paper>
  );
}
