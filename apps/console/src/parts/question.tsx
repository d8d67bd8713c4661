import { Alert, Button, Skeleton, Stack } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTexts } from "../texts/use-texts.tsx";

type Props<Data> = { readonly query: UseQueryResult<Data>; readonly children: (data: Data) => ReactNode };

/** What was asked: its answer, the shape of it while it comes, or why it did not. */
export function Question<Data>({ query, children }: Props<Data>) {
  const { t } = useTexts();
  if (query.data !== undefined) return children(query.data);
  if (query.isError) {
    return (
      <Alert color="red" title={t("failed")} role="alert">
        <Stack align="flex-start" gap="sm">
          {query.error.message}
          <Button size="xs" variant="default" onClick={() => void query.refetch()}>
            {t("tryAgain")}
          </Button>
        </Stack>
      </Alert>
    );
  }
  return (
    <Stack aria-busy="true" aria-label={t("loading")} gap="sm">
      {[0, 1, 2, 3, 4].map((line) => (
        <Skeleton key={line} height={36} />
      ))}
    </Stack>
  );
}
