import { Alert, Button, Skeleton, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { useTexts } from "../texts/use-texts.tsx";

type Props = {
  readonly query: {
    readonly isPending: boolean;
    readonly error: Error | null;
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
  };
  readonly children: ReactNode;
};

/** A list that goes on as long as there is more. */
export function Pages({ query, children }: Props) {
  const { t } = useTexts();
  if (query.error) {
    return (
      <Alert color="red" title={t("failed")} role="alert">
        {query.error.message}
      </Alert>
    );
  }
  if (query.isPending) {
    return (
      <Stack aria-busy="true" aria-label={t("loading")} gap="xs">
        {[0, 1, 2, 3, 4, 5].map((line) => (
          <Skeleton key={line} height={32} />
        ))}
      </Stack>
    );
  }
  return (
    <Stack align="stretch">
      {children}
      {query.hasNextPage && (
        <Button variant="default" loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
    </Stack>
  );
}
