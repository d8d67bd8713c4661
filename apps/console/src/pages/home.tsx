import { BarChart } from "@mantine/charts";
import { Button, Group, Paper, SegmentedControl, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import type { ConsoleHome } from "@opencashier/protocol/console";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { ask } from "../app/ask.ts";
import "@mantine/charts/styles.css";
import { formatAmount, formatDay, formatMs } from "../parts/format.ts";
import { Page } from "../parts/page.tsx";
import { Question } from "../parts/question.tsx";
import { Rows } from "../parts/rows.tsx";
import { useAccount } from "../parts/use-account.ts";
import { useTexts } from "../texts/use-texts.tsx";

const periods = ["1", "7", "30", "90"] as const;
const refreshMs = 10_000;

/** How the last days went, as plots and figures. */
export function HomePage() {
  const { t } = useTexts();
  const { clientId } = useAccount();
  const { days = "7" } = useSearch({ strict: false });
  const navigate = useNavigate();
  const query = useQuery({
    queryKey: ["home", clientId, days],
    queryFn: () => ask("home", { clientId }, { days }),
    refetchInterval: refreshMs,
  });
  const chooser = (
    <SegmentedControl
      aria-label={t("period")}
      value={days}
      onChange={(chosen) => void navigate({ to: ".", search: { days: chosen } })}
      data={periods.map((value) => ({ value, label: t(`days${value}`) }))}
    />
  );
  return (
    <Page title={t("home")} actions={chooser}>
      <Question query={query}>{(home) => <Figures home={home} isHours={days === "1"} />}</Question>
    </Page>
  );
}

function Figures({ home, isHours }: { readonly home: ConsoleHome; readonly isHours: boolean }) {
  const { t, language } = useTexts();
  const sum = (name: "created" | "paid" | "failed"): number =>
    home.buckets.reduce((total, bucket) => total + bucket[name], 0);
  if (sum("created") === 0) return <Welcome />;
  const ended = sum("paid") + sum("failed");
  const tiles = [
    [t("sessions"), String(sum("created"))],
    [t("successRate"), ended === 0 ? "—" : `${Math.round((100 * sum("paid")) / ended)} %`],
    [t("volume"), home.volumes.map((volume) => formatAmount(volume, language)).join(", ") || "—"],
    [
      t("notificationHealth"),
      t("notificationCounts", {
        delivered: home.notifications.DELIVERED,
        waiting: home.notifications.WAITING,
        failed: home.notifications.EXHAUSTED,
      }),
    ],
  ] as const;
  return (
    <Stack gap="lg">
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }}>
        {tiles.map(([name, value]) => (
          <Paper key={name} withBorder p="md">
            <Text size="sm" c="dimmed">
              {name}
            </Text>
            <Text fw={700} size="lg">
              {value}
            </Text>
          </Paper>
        ))}
      </SimpleGrid>
      <Paper withBorder p="md">
        <Title order={2} size="h5" mb="sm">
          {t("sessions")}
        </Title>
        <BarChart
          h={260}
          data={home.buckets.map((bucket) => ({
            time: formatDay(bucket.at, language, isHours),
            [t("paid")]: bucket.paid,
            [t("notPaid")]: bucket.failed,
            [t("stillOpen")]: bucket.created - bucket.paid - bucket.failed,
          }))}
          dataKey="time"
          type="stacked"
          withLegend
          yAxisProps={{ allowDecimals: false }}
          series={[
            { name: t("paid"), color: "teal.6" },
            { name: t("notPaid"), color: "red.6" },
            { name: t("stillOpen"), color: "gray.5" },
          ]}
        />
      </Paper>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Methods home={home} />
        <Refusals home={home} />
      </SimpleGrid>
      <Latency home={home} />
    </Stack>
  );
}

function Welcome() {
  const { t } = useTexts();
  const { clientId } = useAccount();
  return (
    <Paper withBorder p="xl">
      <Stack align="flex-start">
        <Title order={2} size="h4">
          {t("welcomeTitle")}
        </Title>
        <Text>{t("welcomeText")}</Text>
        <Button component={Link} to={`/${clientId}/explorer`}>
          {t("firstPayment")}
        </Button>
      </Stack>
    </Paper>
  );
}

type Props = { readonly home: ConsoleHome };

function Methods({ home }: Props) {
  const { t } = useTexts();
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h5" mb="sm">
        {t("byMethod")}
      </Title>
      <Rows
        label={t("byMethod")}
        rows={home.methods}
        keyOf={(row) => row.paymentMethodType}
        empty={t("none")}
        columns={[
          { title: t("method"), cell: (row) => row.paymentMethodType },
          { title: t("paid"), cell: (row) => row.paid },
          { title: t("successRate"), cell: (row) => `${Math.round((100 * row.paid) / (row.paid + row.failed))} %` },
        ]}
      />
    </Paper>
  );
}

function Refusals({ home }: Props) {
  const { t } = useTexts();
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h5" mb="sm">
        {t("refusals")}
      </Title>
      {home.refusals.length === 0 ? (
        <Text c="dimmed">{t("none")}</Text>
      ) : (
        <BarChart
          h={Math.max(120, home.refusals.length * 40)}
          data={home.refusals.map(({ resultCode, count }) => ({ resultCode, [t("notPaid")]: count }))}
          dataKey="resultCode"
          orientation="vertical"
          yAxisProps={{ width: 190 }}
          series={[{ name: t("notPaid"), color: "red.6" }]}
        />
      )}
    </Paper>
  );
}

function Latency({ home }: Props) {
  const { t } = useTexts();
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h5" mb="sm">
        {t("latency")}
      </Title>
      <Group gap="xl">
        {home.latency.map(({ operation, count, meanMs }) => (
          <div key={operation}>
            <Text size="sm" c="dimmed">
              {operation} · {count}
            </Text>
            <Text fw={600}>{formatMs(meanMs)}</Text>
          </div>
        ))}
      </Group>
    </Paper>
  );
}
