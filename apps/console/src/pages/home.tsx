import { Button, Paper, SegmentedControl, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import type { ConsoleHome } from "@opencashier/protocol/console";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { ask } from "../app/ask.ts";
import { formatAmount } from "../parts/format.ts";
import { Latency, Methods, NotificationsPlot, Refusals, SessionsPlot, VolumePlot } from "../parts/home-plots.tsx";
import { Page } from "../parts/page.tsx";
import { Question } from "../parts/question.tsx";
import { useAccount } from "../parts/use-account.ts";
import { useTexts } from "../texts/use-texts.tsx";

const periods = ["1", "7", "30", "90"] as const;
/** Counting a million payments takes the store a second: the longer the period, the less one more payment shows. */
const refreshMs: Readonly<Record<string, number>> = { "1": 10_000, "7": 30_000, "30": 300_000, "90": 300_000 };

/** How the last days went, as plots and figures. */
export function HomePage() {
  const { t } = useTexts();
  const { clientId } = useAccount();
  const { days = "7" } = useSearch({ strict: false });
  const navigate = useNavigate();
  const query = useQuery({
    queryKey: ["home", clientId, days],
    queryFn: () => ask("home", { clientId }, { days }),
    refetchInterval: refreshMs[days] ?? 30_000,
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
      <SessionsPlot home={home} isHours={isHours} />
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <VolumePlot home={home} isHours={isHours} />
        <NotificationsPlot home={home} isHours={isHours} />
      </SimpleGrid>
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
