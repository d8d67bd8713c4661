import { Alert, Button, Code, Group, Paper, Stack, Text, Textarea, TextInput, Title } from "@mantine/core";
import type { ConsoleSettings } from "@opencashier/protocol/console";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../app/ask.ts";
import { formatMs } from "../parts/format.ts";
import { Page } from "../parts/page.tsx";
import { Question } from "../parts/question.tsx";
import { useAccount } from "../parts/use-account.ts";
import { useAction } from "../parts/use-action.ts";
import { useTexts } from "../texts/use-texts.tsx";

export function SettingsPage() {
  const { t } = useTexts();
  const { clientId } = useAccount();
  const query = useQuery({ queryKey: ["settings", clientId], queryFn: () => ask("readSettings", { clientId }) });
  return (
    <Page title={t("settings")}>
      <Question query={query}>{(settings) => <SettingsForm settings={settings} />}</Question>
    </Page>
  );
}

function SettingsForm({ settings }: { readonly settings: ConsoleSettings }) {
  const { t } = useTexts();
  const { clientId } = useAccount();
  const [notifyUrl, setNotifyUrl] = useState(settings.notifyUrl ?? "");
  const [origins, setOrigins] = useState((settings.pageOrigins ?? []).join("\n"));
  const save = useAction(() => {
    const pageOrigins = origins.split(/\s+/).filter(Boolean);
    return ask(
      "changeSettings",
      { clientId },
      { notifyUrl: notifyUrl.trim() || null, pageOrigins: pageOrigins.length === 0 ? null : pageOrigins },
    );
  });
  return (
    <Stack maw={640}>
      <TextInput
        label={t("defaultAddress")}
        placeholder="https://shop.example/notifications"
        value={notifyUrl}
        onChange={(event) => setNotifyUrl(event.currentTarget.value)}
      />
      <Textarea
        label={t("pageOrigins")}
        description={t("pageOriginsHint")}
        value={origins}
        onChange={(event) => setOrigins(event.currentTarget.value)}
        autosize
        minRows={2}
      />
      {save.isSuccess && <Alert color="green">{t("saved")}</Alert>}
      <Button loading={save.isPending} onClick={() => save.mutate(undefined)}>
        {t("save")}
      </Button>
      <Probe address={notifyUrl} />
    </Stack>
  );
}

/** Whether the merchant's server can be reached, and whether it looks at signatures. */
function Probe({ address }: { readonly address: string }) {
  const { t } = useTexts();
  const { clientId } = useAccount();
  const [url, setUrl] = useState(address);
  const probe = useAction((isBadlySigned: boolean) =>
    ask("probeAddress", { clientId }, { url: url.trim(), isBadlySigned }),
  );
  return (
    <Paper withBorder p="lg">
      <Stack>
        <Title order={2} size="h4">
          {t("probe")}
        </Title>
        <Text size="sm">{t("probeHint")}</Text>
        <TextInput label={t("address")} value={url} onChange={(event) => setUrl(event.currentTarget.value)} />
        <Group>
          <Button
            variant="default"
            disabled={url.trim() === ""}
            loading={probe.isPending}
            onClick={() => probe.mutate(false)}
          >
            {t("probe")}
          </Button>
          <Button
            variant="default"
            disabled={url.trim() === ""}
            loading={probe.isPending}
            onClick={() => probe.mutate(true)}
          >
            {t("probeBad")}
          </Button>
        </Group>
        {probe.data && (
          <Alert
            color={probe.data.isAcknowledged ? "green" : "yellow"}
            title={t(probe.data.isAcknowledged ? "acknowledged" : "notAcknowledged")}
            role="status"
          >
            {probe.data.outcome} · HTTP {probe.data.responseStatus ?? "—"} · {formatMs(probe.data.durationMs)}
            {probe.data.error !== null && <Text>{probe.data.error}</Text>}
            {probe.data.responseBody && <Code block>{probe.data.responseBody}</Code>}
          </Alert>
        )}
      </Stack>
    </Paper>
  );
}
