import { ScrollArea, Table, Text } from "@mantine/core";
import type { ReactNode } from "react";

export type Column<Row> = { readonly title: string; readonly cell: (row: Row) => ReactNode };

type Props<Row> = {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  readonly empty: ReactNode;
  /** Pixels below which the table scrolls. */
  readonly widthMin?: number;
};

/** A table that scrolls sideways by itself on a narrow screen. */
export function Rows<Row>({ label, rows, columns, keyOf, empty, widthMin = 640 }: Props<Row>) {
  if (rows.length === 0) return typeof empty === "string" ? <Text c="dimmed">{empty}</Text> : empty;
  return (
    <ScrollArea viewportProps={{ tabIndex: 0, role: "region", "aria-label": label }}>
      <Table highlightOnHover verticalSpacing="xs" miw={widthMin} aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ title }) => (
              <Table.Th key={title}>{title}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={keyOf(row)}>
              {columns.map(({ title, cell }) => (
                <Table.Td key={title}>{cell(row)}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}
