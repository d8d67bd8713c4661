import { Anchor, Checkbox, Group, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { ask } from "../app/ask.ts";
import { formatMs, formatTime } from "../parts/format.ts";
import { NothingYet } from "../parts/nothing-yet.tsx";
import { Page } from "../parts/page.tsx";
import { Pages } from "../parts/pages.tsx";
import { Rows } from "../parts/rows.tsx";
import { Status } from "../parts/status.tsx";
import { useAccount } from "../parts/use-account.ts";
import { useTexts } from "../texts/use-texts.tsx";

const refreshMs = 5_000;

/** Every request with its result. */
export function ApiLogPage() {
  const { t, language } = useTexts();
  const { clientId } = useAccount();
  const filter = useSearch({ strict: false });
  const navigate = useNavigate();
  const { signatureFailures, ...texts } = filter;
  const request = { ...texts, ...(signatureFailures === "1" && { signatureFailures: "1" as const }) };
  const query = useInfiniteQuery({
    queryKey: ["api-log", clientId, filter],
    queryFn: ({ pageParam }) =>
      ask("listApiRequests", { clientId }, { ...request, ...(pageParam !== "" && { cursor: pageParam }) }),
    initialPageParam: "",
    getNextPageParam: ({ cursor }) => cursor,
    refetchInterval: refreshMs,
  });
  const set = (name: string, value: string | undefined): void =>
    void navigate({ to: ".", search: { ...filter, [name]: value } });
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <Page title={t("apiLog")}>
      <Group align="flex-end">
        <TextInput
          label={t("search")}
          placeholder="paymentRequestId"
          defaultValue={filter["q"] ?? ""}
          onBlur={(event) => set("q", event.currentTarget.value.trim() || undefined)}
        />
        <TextInput
          label={t("operation")}
          defaultValue={filter["operation"] ?? ""}
          onBlur={(event) => set("operation", event.currentTarget.value.trim() || undefined)}
        />
        <TextInput
          label={t("result")}
          defaultValue={filter["resultCode"] ?? ""}
          onBlur={(event) => set("resultCode", event.currentTarget.value.trim().toUpperCase() || undefined)}
        />
        <Checkbox
          pb={8}
          label={t("signatureFailures")}
          checked={signatureFailures === "1"}
          onChange={(event) => set("signatureFailures", event.currentTarget.checked ? "1" : undefined)}
        />
      </Group>
      <Pages query={query}>
        <Rows
          label={t("apiLog")}
          rows={rows}
          keyOf={(row) => row.requestId}
          empty={<NothingYet text={t("noRequests")} isFiltered={Object.keys(filter).length > 0} />}
          columns={[
            {
              title: t("operation"),
              cell: (row) => (
                <Anchor component={Link} to={`/${clientId}/api-log/${row.requestId}`} size="sm">
                  {row.operation ?? row.path}
                </Anchor>
              ),
            },
            { title: t("status"), cell: (row) => <Status value={row.resultStatus} /> },
            { title: t("result"), cell: (row) => row.resultCode },
            { title: t("duration"), cell: (row) => formatMs(row.durationMs) },
            { title: t("order"), cell: (row) => <span className="mono">{row.paymentRequestId ?? "—"}</span> },
            { title: t("created"), cell: (row) => formatTime(row.at, language) },
          ]}
        />
      </Pages>
    </Page>
  );
}
