import { Group, Stack, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";

type Props = { readonly title: string; readonly actions?: ReactNode; readonly children: ReactNode };

export function Page({ title, actions, children }: Props) {
  useEffect(() => {
    document.title = `${title} · OpenCashier`;
  }, [title]);
  return (
    <Stack gap="lg">
      <Group justify="space-between" gap="sm">
        <Title order={1} size="h2">
          {title}
        </Title>
        {actions}
      </Group>
      {children}
    </Stack>
  );
}
