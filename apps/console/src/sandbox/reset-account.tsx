import { Button, Group, Paper, Stack, Text, TextInput, Title } from "@mantine/core";
import { notifications as messages } from "@mantine/notifications";
import { useState } from "react";
import { ask } from "../app/ask.ts";
import { useAccount } from "../parts/use-account.ts";
import { useAction } from "../parts/use-action.ts";
import { useTexts } from "../texts/use-texts.tsx";

/** Nothing brings the account's payments back, so its id is typed first. */
export function ResetAccount() {
  const { t } = useTexts();
  const { clientId } = useAccount();
  const [typed, setTyped] = useState("");
  const reset = useAction(
    () => ask("resetSandbox", { clientId }, { clientId: typed }),
    ({ deletedCount }) => {
      setTyped("");
      messages.show({ message: t("resetDone", { count: deletedCount }) });
    },
  );
  return (
    <Paper withBorder p="lg">
      <Stack>
        <Title order={2} size="h4">
          {t("resetAccount")}
        </Title>
        <Text>{t("resetText")}</Text>
        <Group align="flex-end">
          <TextInput
            label={t("typeToConfirm", { text: clientId })}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value.trim())}
            autoComplete="off"
            spellCheck={false}
            flex="1 1 16rem"
            maw={460}
          />
          <Button
            color="red"
            disabled={typed !== clientId}
            loading={reset.isPending}
            onClick={() => reset.mutate(undefined)}
          >
            {t("deleteAll")}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
