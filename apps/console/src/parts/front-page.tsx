import { Group, Paper, Stack, Title } from "@mantine/core";
import { type FormEvent, type ReactNode, useEffect } from "react";
import { LookTools } from "../app/look-tools.tsx";

type Props = {
  readonly title: string;
  readonly onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  readonly children: ReactNode;
};

/** One form, for whoever is not signed in yet. */
export function FrontPage({ title, onSubmit, children }: Props) {
  useEffect(() => {
    document.title = `${title} · OpenCashier`;
  }, [title]);
  return (
    <Stack component="main" align="center" justify="center" mih="100dvh" p="md">
      <Paper withBorder p="xl" w="100%" maw={460} component="form" onSubmit={onSubmit}>
        <Stack>
          <Title order={1} size="h3">
            {title}
          </Title>
          {children}
        </Stack>
      </Paper>
      <Group gap={4}>
        <LookTools />
      </Group>
    </Stack>
  );
}
