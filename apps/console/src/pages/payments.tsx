import { Anchor, Select, SimpleGrid, Text, TextInput } from "@mantine/core";
import type { ConsolePaymentPage, ConsolePaymentRow } from "@opencashier/protocol/console";
import { type InfiniteData, useInfiniteQuery, type UseInfiniteQueryResult } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useEffect, useState } from "react";
import { ask } from "../app/ask.ts";
import { FileButton } from "../parts/file-button.tsx";
import { formatAmount, formatTime } from "../parts/format.ts";
import { NothingYet } from "../parts/nothing-yet.tsx";
import { Page } from "../parts/page.tsx";
import { Pages } from "../parts/pages.tsx";
import { type Column, Rows } from "../parts/rows.tsx";
import { Status } from "../parts/status.tsx";
import { useAccount } from "../parts/use-account.ts";
import { useTexts } from "../texts/use-texts.tsx";

const statuses = ["OPEN", "PROCESSING", "PENDING", "SUCCESS", "FAIL", "CANCELLED"];
const refreshMs = 5_000;
const pageSize = 100;

export function PaymentsPage() {
  const { t, language } = useTexts();
  const { clientId } = useAccount();
  const filter = useSearch({ strict: false });
  const query = useInfiniteQuery({
    queryKey: ["payments", clientId, filter],
    queryFn: ({ pageParam }) =>
      ask("listPayments", { clientId }, { ...filter, ...(pageParam !== "" && { cursor: pageParam }) }),
    initialPageParam: "",
    getNextPageParam: ({ cursor }) => cursor,
    // A long look through old payments is not taken anew all the time.
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 3 ? false : refreshMs),
  });
  useLookFurther(query);
  const columns = useColumns();
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const lookedTo = query.data?.pages.at(-1)?.lookedTo;
  const csv = (
    <FileButton file="payments" filter={filter}>
      {t("exportCsv")}
    </FileButton>
  );
  return (
    <Page title={t("payments")} actions={csv}>
      <Filters />
      <Pages query={query}>
        {lookedTo !== undefined && <Text role="status">{t("lookedTo", { time: formatTime(lookedTo, language) })}</Text>}
        <Rows
          label={t("payments")}
          rows={rows}
          columns={columns}
          keyOf={(row) => row.paymentSessionId}
          empty={<NothingYet text={t("noPayments")} isFiltered={Object.keys(filter).length > 0} />}
        />
      </Pages>
    </Page>
  );
}

/** Pieces that are asked for without a press, so that a rare payment is found while its reader waits. */
const piecesAtOnce = 10;

type Looking = Pick<UseInfiniteQueryResult<InfiniteData<ConsolePaymentPage>>, "data" | "isFetching" | "fetchNextPage">;

/** Goes on where a look has ended early, until a page is full. */
function useLookFurther({ data, isFetching, fetchNextPage }: Looking): void {
  const pages = data?.pages ?? [];
  const found = pages.reduce((sum, { rows }) => sum + rows.length, 0);
  const isOver = pages.at(-1)?.lookedTo === undefined || found >= pageSize || pages.length % piecesAtOnce === 0;
  useEffect(() => {
    if (!isOver && !isFetching) void fetchNextPage();
  }, [isOver, isFetching, fetchNextPage]);
}

function Filters() {
  const { t } = useTexts();
  const filter = useSearch({ strict: false });
  const navigate = useNavigate();
  const { q = "" } = filter;
  const [text, setText] = useState(q);
  // The palette changes what is asked for while this page is open.
  useEffect(() => setText(q), [q]);
  const set = (name: string, value: string | null): void => {
    void navigate({ to: ".", search: { ...filter, [name]: value ?? undefined } });
  };
  const search = (event: FormEvent): void => {
    event.preventDefault();
    set("q", text.trim());
  };
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 4 }} spacing="sm" verticalSpacing="sm">
      <form onSubmit={search} role="search" className="wide-field">
        <TextInput
          label={t("search")}
          placeholder={t("paymentSearch")}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onBlur={search}
        />
      </form>
      <Select
        label={t("status")}
        data={statuses}
        value={filter["status"] ?? null}
        placeholder={t("all")}
        clearable
        onChange={(value) => set("status", value)}
      />
      <TextInput
        label={t("method")}
        defaultValue={filter["method"] ?? ""}
        onBlur={(event) => set("method", event.currentTarget.value.trim().toUpperCase())}
      />
      <TextInput
        label={t("currency")}
        defaultValue={filter["currency"] ?? ""}
        maxLength={3}
        onBlur={(event) => set("currency", event.currentTarget.value.trim().toUpperCase())}
      />
      <TextInput
        type="date"
        label={t("from")}
        value={filter["from"] ?? ""}
        onChange={(event) => set("from", event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={t("to")}
        value={filter["to"] ?? ""}
        onChange={(event) => set("to", event.currentTarget.value)}
      />
    </SimpleGrid>
  );
}

function useColumns(): readonly Column<ConsolePaymentRow>[] {
  const { t, language } = useTexts();
  const { clientId } = useAccount();
  return [
    {
      title: "paymentRequestId",
      cell: (row) => (
        <Anchor component={Link} to={`/${clientId}/payments/${row.paymentSessionId}`} className="mono" size="sm">
          {row.paymentRequestId}
        </Anchor>
      ),
    },
    { title: "referenceOrderId", cell: (row) => row.referenceOrderId ?? "—" },
    { title: t("status"), cell: (row) => <Status value={row.status} /> },
    { title: t("amount"), cell: (row) => formatAmount(row.amount, language) },
    { title: t("method"), cell: (row) => row.paymentMethodType ?? "—" },
    { title: t("result"), cell: (row) => row.resultCode ?? "—" },
    { title: t("created"), cell: (row) => formatTime(row.createdAt, language) },
  ];
}
