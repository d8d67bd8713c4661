import { Badge } from "@mantine/core";

const colors: Readonly<Record<string, string>> = {
  SUCCESS: "green",
  DELIVERED: "green",
  S: "green",
  good: "green",
  FAIL: "red",
  EXHAUSTED: "red",
  F: "red",
  bad: "red",
  PENDING: "yellow",
  PROCESSING: "yellow",
  WAITING: "yellow",
  UNADDRESSED: "orange",
  U: "yellow",
  CANCELLED: "gray",
  OPEN: "blue",
};

/** A status in its own word; the colour only says it again. */
export const Status = ({ value }: { readonly value: string }) => (
  <Badge color={colors[value] ?? "gray"} variant="light" miw="max-content" c="var(--mantine-color-text)">
    {value}
  </Badge>
);
