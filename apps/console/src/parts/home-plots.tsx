import { BarChart } from "@mantine/charts";
import { Group, NativeSelect, Paper, Progress, Text, Title } from "@mantine/core";
import type { ConsoleBucket, ConsoleHome } from "@opencashier/protocol/console";
import { type ReactNode, useState } from "react";
import "@mantine/charts/styles.css";
import { useTexts } from "../texts/use-texts.tsx";
import { formatAmount, formatDay, formatMs, toMajorNumber, toMinorText } from "./format.ts";
import { Rows } from "./rows.tsx";

type Props = { readonly home: ConsoleHome };
type TimedProps = Props & { readonly isHours: boolean };

const plotHeight = 220;
/** Room for the longest result code there is. */
const codeAxis = { width: 215, tick: { fontSize: 11, fill: "currentColor", transform: "translate(-4, 0)" } };

function Plot({
  title,
  actions,
  children,
}: {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h5">
          {title}
        </Title>
        {actions}
      </Group>
      {children}
    </Paper>
  );
}

type Part = { readonly name: string; readonly color: string; readonly countIn: (bucket: ConsoleBucket) => number };

/** Counts of each bucket of time, one upon the other. */
function StackedPlot({
  title,
  home,
  isHours,
  parts,
}: TimedProps & { readonly title: string; readonly parts: readonly Part[] }) {
  const { language } = useTexts();
  return (
    <Plot title={title}>
      <BarChart
        h={plotHeight}
        data={home.buckets.map((bucket) => ({
          time: formatDay(bucket.at, language, isHours),
          ...Object.fromEntries(parts.map(({ name, countIn }) => [name, countIn(bucket)])),
        }))}
        dataKey="time"
        type="stacked"
        withLegend
        yAxisProps={{ allowDecimals: false }}
        series={parts.map(({ name, color }) => ({ name, color }))}
      />
    </Plot>
  );
}

/** How many sessions were opened, and what became of them. */
export function SessionsPlot(props: TimedProps) {
  const { t } = useTexts();
  const parts: readonly Part[] = [
    { name: t("paid"), color: "teal.6", countIn: ({ paid }) => paid },
    { name: t("notPaid"), color: "red.6", countIn: ({ failed }) => failed },
    { name: t("stillOpen"), color: "gray.5", countIn: ({ created, paid, failed }) => created - paid - failed },
  ];
  return <StackedPlot title={t("sessions")} parts={parts} {...props} />;
}

/** What was captured, in one currency at a time: amounts of several have no sum. */
export function VolumePlot({ home, isHours }: TimedProps) {
  const { t, language } = useTexts();
  const [chosen, setChosen] = useState<string>();
  const currencies = home.volumes.map(({ currency }) => currency).toSorted();
  const currency = currencies.find((one) => one === chosen) ?? currencies[0];
  if (currency === undefined) {
    return (
      <Plot title={t("volume")}>
        <Text c="dimmed">{t("none")}</Text>
      </Plot>
    );
  }
  const chooser = currencies.length > 1 && (
    <NativeSelect
      aria-label={t("currency")}
      size="xs"
      value={currency}
      data={currencies}
      onChange={({ currentTarget }) => setChosen(currentTarget.value)}
    />
  );
  return (
    <Plot title={t("volume")} actions={chooser}>
      <BarChart
        h={plotHeight}
        data={home.buckets.map(({ at, volumes }) => ({
          time: formatDay(at, language, isHours),
          [currency]: toMajorNumber({
            currency,
            value: volumes.find((volume) => volume.currency === currency)?.value ?? "0",
          }),
        }))}
        dataKey="time"
        yAxisProps={{ width: 80, tickFormatter: (value: number) => value.toLocaleString(language) }}
        valueFormatter={(value) => formatAmount({ currency, value: toMinorText(value, currency) }, language)}
        series={[{ name: currency, color: "blue.6" }]}
      />
    </Plot>
  );
}

/** How the notifications made then stand now. */
export function NotificationsPlot(props: TimedProps) {
  const { t } = useTexts();
  const parts: readonly Part[] = [
    { name: t("delivered"), color: "teal.6", countIn: ({ notifications }) => notifications.DELIVERED },
    { name: t("waiting"), color: "yellow.6", countIn: ({ notifications }) => notifications.WAITING },
    { name: t("givenUp"), color: "red.6", countIn: ({ notifications }) => notifications.EXHAUSTED },
    { name: t("noAddress"), color: "gray.5", countIn: ({ notifications }) => notifications.UNADDRESSED },
  ];
  return <StackedPlot title={t("notificationHealth")} parts={parts} {...props} />;
}

export function Methods({ home }: Props) {
  const { t } = useTexts();
  return (
    <Plot title={t("byMethod")}>
      <Rows
        label={t("byMethod")}
        rows={home.methods}
        keyOf={(row) => row.paymentMethodType}
        empty={t("none")}
        widthMin={280}
        columns={[
          { title: t("method"), cell: (row) => row.paymentMethodType },
          { title: t("paid"), cell: (row) => row.paid },
          { title: t("successRate"), cell: (row) => <Rate paid={row.paid} count={row.paid + row.failed} /> },
        ]}
      />
    </Plot>
  );
}

function Rate({ paid, count }: { readonly paid: number; readonly count: number }) {
  const percent = Math.round((100 * paid) / count);
  return (
    <Group gap="xs" wrap="nowrap">
      <Text size="sm" w={48} ta="right">
        {percent} %
      </Text>
      {/* The figure beside it says the same. */}
      <Progress.Root flex={1} miw={48} aria-hidden>
        <Progress.Section value={percent} color="teal.6" withAria={false} />
        <Progress.Section value={100 - percent} color="red.6" withAria={false} />
      </Progress.Root>
    </Group>
  );
}

/** What issuers, risk rules and buyers said no with. */
export function Refusals({ home }: Props) {
  const { t } = useTexts();
  return (
    <Plot title={t("refusals")}>
      {home.refusals.length === 0 ? (
        <Text c="dimmed">{t("none")}</Text>
      ) : (
        <BarChart
          h={Math.max(120, home.refusals.length * 40)}
          data={home.refusals.map(({ resultCode, count }) => ({ resultCode, [t("notPaid")]: count }))}
          dataKey="resultCode"
          orientation="vertical"
          xAxisProps={{ allowDecimals: false }}
          yAxisProps={codeAxis}
          series={[{ name: t("notPaid"), color: "red.6" }]}
        />
      )}
    </Plot>
  );
}

/** How long requests took, by operation. */
export function Latency({ home }: Props) {
  const { t, language } = useTexts();
  return (
    <Plot title={t("latency")}>
      <BarChart
        h={Math.max(140, home.latency.length * 52 + 60)}
        data={home.latency.map(({ operation, count, p50Ms, p95Ms }) => ({
          operation: `${operation} · ${count.toLocaleString(language)}`,
          p50: p50Ms,
          p95: p95Ms,
        }))}
        dataKey="operation"
        orientation="vertical"
        withLegend
        yAxisProps={codeAxis}
        valueFormatter={formatMs}
        series={[
          { name: "p50", color: "blue.4" },
          { name: "p95", color: "blue.8" },
        ]}
      />
    </Plot>
  );
}
