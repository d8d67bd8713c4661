import { Anchor, Button, Group, Select, TextInput } from "@mantine/core";
import type { ConsolePaymentRow } from "@opencashier/protocol/console";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { ask } from "../app/ask.ts";
import { formatAmount, formatTime } from "../parts/format.ts";
import { Page } from "../parts/page.tsx";
import { Pages } from "../parts/pages.tsx";
import { type Column, Rows } from "../parts/rows.tsx";
import { Status } from "../parts/status.tsx";
import { toCsvAddress } from "../parts/to-csv.ts";
import { useAccount } from "../parts/use-account.ts";
import { useTexts } from "../texts/use-texts.tsx";

const statuses = ["OPEN", "PROCESSING", "PENDING", "SUCCESS", "FAIL", "CANCELLED"];
const refreshMs = 5_000;

export function PaymentsPage() {
  const { t } = useTexts();
  const { clientId } = useAccount();
  const filter = useSearch({ strict: false });
  const query = useInfiniteQuery({
    queryKey: ["payments", clientId, filter],
    queryFn: ({ pageParam }) =>
      ask("listPayments", { clientId }, { ...filter, ...(pageParam !== "" && { cursor: pageParam }) }),
    initialPageParam: "",
    getNextPageParam: ({ cursor }) => cursor,
    refetchInterval: refreshMs,
  });
  const columns = useColumns();
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const csv = (
    <Button
      component="a"
      variant="default"
      href={toCsvAddress(rows)}
      download="payments.csv"
      disabled={rows.length === 0}
    >
      {t("exportCsv")}
    </Button>
  );
  return (
    <Page title={t("payments")} actions={csv}>
      <Filters />
      <Pages query={query}>
        <Rows
          label={t("payments")}
          rows={rows}
          columns={columns}
          keyOf={(row) => row.paymentSessionId}
          empty={t("noPayments")}
        />
      </Pages>
    </Page>
  );
}

function Filters() {
  const { t } = useTexts();
  const filter = useSearch({ strict: false });
  const navigate = useNavigate();
  const [text, setText] = useState(filter["q"] ?? "");
  const set = (name: string, value: string | null): void => {
    void navigate({ to: ".", search: { ...filter, [name]: value ?? undefined } });
  };
  const search = (event: FormEvent): void => {
    event.preventDefault();
    set("q", text.trim());
  };
  return (
    <Group align="flex-end" gap="sm">
      <form onSubmit={search} role="search">
        <TextInput
          w={{ base: "100%", sm: 340 }}
          label={t("search")}
          placeholder={t("paymentSearch")}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onBlur={search}
        />
      </form>
      <Select
        w={150}
        label={t("status")}
        data={statuses}
        value={filter["status"] ?? null}
        placeholder={t("all")}
        clearable
        onChange={(value) => set("status", value)}
      />
      <TextInput
        w={130}
        label={t("method")}
        defaultValue={filter["method"] ?? ""}
        onBlur={(event) => set("method", event.currentTarget.value.trim().toUpperCase())}
      />
      <TextInput
        w={90}
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
    </Group>
  );
}

function useColumns(): readonly Column<ConsolePaymentRow>[] {
  const { t, language } = useTexts();
  const { clientId } = useAccount();
  return [
    {
      title: t("order"),
      cell: (row) => (
        <Anchor component={Link} to={`/${clientId}/payments/${row.paymentSessionId}`} className="mono" size="sm">
          {row.paymentRequestId}
        </Anchor>
      ),
    },
    { title: t("status"), cell: (row) => <Status value={row.status} /> },
    { title: t("amount"), cell: (row) => formatAmount(row.amount, language) },
    { title: t("method"), cell: (row) => row.paymentMethodType ?? "—" },
    { title: t("result"), cell: (row) => row.resultCode ?? "—" },
    { title: t("created"), cell: (row) => formatTime(row.createdAt, language) },
  ];
}
