import { Anchor, Button, Checkbox, Group, Select } from "@mantine/core";
import { notifications as messages } from "@mantine/notifications";
import type { ConsoleNotificationRow } from "@opencashier/protocol/console";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { ask } from "../app/ask.ts";
import { formatTime } from "../parts/format.ts";
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
    () => ask("resendNotifications", { clientId }, { notificationIds: [...chosen] }),
    ({ count }) => {
      setChosen(new Set());
      messages.show({ message: t("resent", { count }) });
    },
  );
  const toggle = (id: string): void =>
    setChosen(chosen.has(id) ? new Set([...chosen].filter((one) => one !== id)) : new Set([...chosen, id]));
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <Page title={t("notifications")}>
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
          <Button
            variant="default"
            disabled={chosen.size === 0}
            loading={resend.isPending}
            onClick={() => resend.mutate(undefined)}
          >
            {t("resend")} ({t("selected", { count: chosen.size })})
          </Button>
        )}
      </Group>
      <Pages query={query}>
        <Table rows={rows} chosen={chosen} onToggle={toggle} />
      </Pages>
    </Page>
  );
}

type TableProps = {
  readonly rows: readonly ConsoleNotificationRow[];
  readonly chosen: ReadonlySet<string>;
  readonly onToggle: (notificationId: string) => void;
};

function Table({ rows, chosen, onToggle }: TableProps) {
  const { t, language } = useTexts();
  const { clientId } = useAccount();
  return (
    <Rows
      label={t("notifications")}
      rows={rows}
      keyOf={(row) => row.notificationId}
      empty={t("noNotifications")}
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
        { title: t("status"), cell: (row) => <Status value={row.status} /> },
        { title: t("tries"), cell: (row) => row.attemptCount },
        { title: t("nextTry"), cell: (row) => (row.nextTryAt === null ? "—" : formatTime(row.nextTryAt, language)) },
        { title: t("created"), cell: (row) => formatTime(row.createdAt, language) },
      ]}
    />
  );
}
