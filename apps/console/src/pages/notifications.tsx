import { Anchor, Button, Checkbox, Group, Select } from "@mantine/core";
import { notifications as messages } from "@mantine/notifications";
import type { ConsoleNotificationRow } from "@opencashier/protocol/console";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { ask } from "../app/ask.ts";
import { ResendSince } from "../notifications/resend-since.tsx";
import { formatTime } from "../parts/format.ts";
import { NothingYet } from "../parts/nothing-yet.tsx";
import { Page } from "../parts/page.tsx";
import { Pages } from "../parts/pages.tsx";
import { Rows } from "../parts/rows.tsx";
import { Status } from "../parts/status.tsx";
import { useAccount } from "../parts/use-account.ts";
import { useAction } from "../parts/use-action.ts";
import { useTexts } from "../texts/use-texts.tsx";

const statuses = ["WAITING", "DELIVERED", "EXHAUSTED", "UNADDRESSED"];
const refreshMs = 5_000;

/** What the merchant was told, and sending it again. */
export function NotificationsPage() {
  const { t } = useTexts();
  const { clientId, may } = useAccount();
  const { status } = useSearch({ strict: false });
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const query = useInfiniteQuery({
    queryKey: ["notifications", clientId, status],
    queryFn: ({ pageParam }) =>
      ask(
        "listNotifications",
        { clientId },
        { ...(status && { status }), ...(pageParam !== "" && { cursor: pageParam }) },
      ),
    initialPageParam: "",
    getNextPageParam: ({ cursor }) => cursor,
    refetchInterval: refreshMs,
  });
  const resend = useAction(
    () => resendAll(clientId, [...chosen]),
    (count) => {
      setChosen(new Set());
      messages.show({ message: t("resent", { count }) });
    },
  );
  const toggle = (id: string): void =>
    setChosen(chosen.has(id) ? new Set([...chosen].filter((one) => one !== id)) : new Set([...chosen, id]));
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const test = may("settings.write") && (
    <Anchor component={Link} to={`/${clientId}/settings`}>
      {t("probe")}
    </Anchor>
  );
  return (
    <Page title={t("notifications")} actions={test}>
      <Group align="flex-end">
        <Select
          label={t("status")}
          data={statuses}
          value={status ?? null}
          placeholder={t("all")}
          clearable
          onChange={(value) => void navigate({ to: ".", search: { status: value ?? undefined } })}
        />
        {may("notifications.resend") && (
          <Resending
            rows={rows}
            chosen={chosen}
            onChoose={setChosen}
            isBusy={resend.isPending}
            onResend={resend.mutate}
          />
        )}
      </Group>
      <Pages query={query}>
        <Table rows={rows} chosen={chosen} isFiltered={status !== undefined} onToggle={toggle} />
      </Pages>
    </Page>
  );
}

type ResendingProps = {
  readonly rows: readonly ConsoleNotificationRow[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
  readonly isBusy: boolean;
  readonly onResend: (nothing: undefined) => void;
};

/** The chosen ones, all that are shown, or all since a time. */
function Resending({ rows, chosen, onChoose, isBusy, onResend }: ResendingProps) {
  const { t } = useTexts();
  const all = rows.map(({ notificationId }) => notificationId);
  return (
    <>
      <Button
        variant="default"
        disabled={rows.length === 0}
        onClick={() => onChoose(new Set(chosen.size === rows.length ? [] : all))}
      >
        {t("selectAll")}
      </Button>
      <Button variant="default" disabled={chosen.size === 0} loading={isBusy} onClick={() => onResend(undefined)}>
        {t("resend")} ({t("selected", { count: chosen.size })})
      </Button>
      <ResendSince />
    </>
  );
}

/** What the gateway takes at once. */
const resendMax = 100;

async function resendAll(clientId: string, notificationIds: readonly string[]): Promise<number> {
  let sent = 0;
  for (let start = 0; start < notificationIds.length; start += resendMax) {
    // One after the other: the gateway is not to be flooded. oxlint-disable-next-line no-await-in-loop
    const { count } = await ask(
      "resendNotifications",
      { clientId },
      { notificationIds: notificationIds.slice(start, start + resendMax) },
    );
    sent += count;
  }
  return sent;
}

/** Paths of a merchant's are alike; hosts tell them apart. */
const hostOf = (url: string | null): string => (url === null ? "—" : (URL.parse(url)?.host ?? url));

type TableProps = {
  readonly rows: readonly ConsoleNotificationRow[];
  readonly chosen: ReadonlySet<string>;
  readonly isFiltered: boolean;
  readonly onToggle: (notificationId: string) => void;
};

function Table({ rows, chosen, isFiltered, onToggle }: TableProps) {
  const { t, language } = useTexts();
  const { clientId } = useAccount();
  return (
    <Rows
      label={t("notifications")}
      rows={rows}
      keyOf={(row) => row.notificationId}
      empty={<NothingYet text={t("noNotifications")} isFiltered={isFiltered} />}
      columns={[
        {
          title: t("resend"),
          cell: ({ notificationId }) => (
            <Checkbox
              aria-label={`${t("resend")}: ${notificationId}`}
              checked={chosen.has(notificationId)}
              onChange={() => onToggle(notificationId)}
            />
          ),
        },
        {
          title: t("notifications"),
          cell: (row) => (
            <Anchor component={Link} to={`/${clientId}/notifications/${row.notificationId}`} size="sm">
              {row.kind} {row.outcome}
            </Anchor>
          ),
        },
        { title: "paymentId", cell: (row) => <span className="mono">{row.paymentId}</span> },
        { title: t("address"), cell: (row) => hostOf(row.url) },
        { title: t("status"), cell: (row) => <Status value={row.status} /> },
        { title: t("tries"), cell: (row) => row.attemptCount },
        { title: t("nextTry"), cell: (row) => (row.nextTryAt === null ? "—" : formatTime(row.nextTryAt, language)) },
        { title: t("created"), cell: (row) => formatTime(row.createdAt, language) },
      ]}
    />
  );
}
