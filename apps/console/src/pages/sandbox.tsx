import { Anchor, Button, Group, NumberInput, Paper, Stack, Text, Textarea, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ask } from "../app/ask.ts";
import { CopyIcon } from "../parts/copy-icon.tsx";
import { formatTime } from "../parts/format.ts";
import { Page } from "../parts/page.tsx";
import { Question } from "../parts/question.tsx";
import { Rows } from "../parts/rows.tsx";
import { useAccount } from "../parts/use-account.ts";
import { useAction } from "../parts/use-action.ts";
import { ResetAccount } from "../sandbox/reset-account.tsx";
import { useTexts } from "../texts/use-texts.tsx";

export function SandboxPage() {
  const { t } = useTexts();
  return (
    <Page title={t("sandbox")}>
      <Clock />
      <Faults />
      <TestCards />
      <ResetAccount />
    </Page>
  );
}

function Clock() {
  const { t, language } = useTexts();
  const { clientId } = useAccount();
  const [minutes, setMinutes] = useState<number | string>(60);
  const query = useQuery({
    queryKey: ["clock", clientId],
    queryFn: () => ask("readClock", { clientId }),
    refetchInterval: 1_000,
  });
  const advance = useAction(() => ask("moveClock", { clientId }, { advanceMinutes: Number(minutes) }));
  const reset = useAction(() => ask("moveClock", { clientId }, { reset: true }));
  return (
    <Paper withBorder p="lg">
      <Stack>
        <Title order={2} size="h4">
          {t("clock")}
        </Title>
        <Text>{t("clockText")}</Text>
        <Question query={query}>{(clock) => <Text fw={700}>{formatTime(clock.now, language)}</Text>}</Question>
        <Group align="flex-end">
          <NumberInput
            label={t("minutes")}
            value={minutes}
            onChange={setMinutes}
            min={1}
            max={525_600}
            allowDecimal={false}
            w={140}
          />
          <Button onClick={() => advance.mutate(undefined)} loading={advance.isPending}>
            {t("advance")}
          </Button>
          <Button variant="default" onClick={() => reset.mutate(undefined)} loading={reset.isPending}>
            {t("reset")}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

const examplePlan = JSON.stringify(
  { rules: [{ fault: { kind: "decline", issuerCode: "51" }, calls: ["authorize"], probability: 0.2 }] },
  undefined,
  2,
);

function Faults() {
  const { t } = useTexts();
  const { clientId } = useAccount();
  const [plan, setPlan] = useState(examplePlan);
  const [seed, setSeed] = useState("7");
  const [problem, setProblem] = useState<string>();
  const query = useQuery({ queryKey: ["faults", clientId], queryFn: () => ask("readFaults", { clientId }) });
  const set = useAction((parsed: unknown) => ask("setFaults", { clientId }, { plan: parsed, seed }));
  const clear = useAction(() => ask("clearFaults", { clientId }));
  const follow = (): void => {
    try {
      setProblem(undefined);
      set.mutate(JSON.parse(plan));
    } catch (error) {
      setProblem(t("invalidJson", { message: error instanceof Error ? error.message : "" }));
    }
  };
  return (
    <Paper withBorder p="lg">
      <Stack>
        <Title order={2} size="h4">
          {t("faults")}
        </Title>
        <Text>{t("faultsText")}</Text>
        <Question query={query}>
          {(active) => (
            <Text>
              {active.plan === undefined
                ? t("noFaults")
                : `${JSON.stringify(active.plan)} · ${t("seed")} ${active.seed} · ${t("met", { count: active.drawnCount ?? "0" })}`}
            </Text>
          )}
        </Question>
        <Textarea
          label={t("json")}
          value={plan}
          onChange={(event) => setPlan(event.currentTarget.value)}
          autosize
          minRows={6}
          error={problem}
          classNames={{ input: "mono" }}
        />
        <Group align="flex-end">
          <TextInput
            label={t("seed")}
            value={seed}
            onChange={(event) => setSeed(event.currentTarget.value)}
            inputMode="numeric"
            w={140}
          />
          <Button onClick={follow} loading={set.isPending}>
            {t("setPlan")}
          </Button>
          <Button variant="default" onClick={() => clear.mutate(undefined)}>
            {t("clearPlan")}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

function TestCards() {
  const { t, language } = useTexts();
  const { clientId } = useAccount();
  const query = useQuery({
    queryKey: ["test-cards", clientId],
    queryFn: () => ask("listTestCards", { clientId }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Stack>
      <Title order={2} size="h4">
        {t("testCards")}
      </Title>
      <Anchor component={Link} to={`/docs/${language}/integrating/sandbox`}>
        {t("magicInputs")}
      </Anchor>
      <Question query={query}>
        {(rows) => (
          <Rows
            label={t("testCards")}
            rows={rows}
            keyOf={(row) => row.number}
            empty={t("none")}
            columns={[
              {
                title: t("testCards"),
                cell: (row) => (
                  <Group gap="xs" wrap="nowrap">
                    <span className="mono">{row.number}</span>
                    <CopyIcon value={row.number} label={row.number} />
                  </Group>
                ),
              },
              { title: t("method"), cell: (row) => row.brand },
              { title: t("details"), cell: (row) => row.title },
              { title: t("result"), cell: (row) => row.resultCode },
            ]}
          />
        )}
      </Question>
    </Stack>
  );
}
