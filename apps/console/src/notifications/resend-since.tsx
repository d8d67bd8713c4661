import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications as messages } from "@mantine/notifications";
import { useState } from "react";
import { ask } from "../app/ask.ts";
import { useAccount } from "../parts/use-account.ts";
import { useAction } from "../parts/use-action.ts";
import { useTexts } from "../texts/use-texts.tsx";

/** After an outage: everything since a moment that the merchant's server did not acknowledge. */
export function ResendSince() {
  const { t } = useTexts();
  const { clientId } = useAccount();
  const [isOpen, { open, close }] = useDisclosure();
  const [since, setSince] = useState("");
  const resend = useAction(
    () => ask("resendNotifications", { clientId }, { since: Date.parse(since) }),
    ({ count }) => {
      close();
      messages.show({ message: t("resent", { count }) });
    },
  );
  return (
    <>
      <Button variant="default" onClick={open}>
        {t("resendSince")}
      </Button>
      <Modal opened={isOpen} onClose={close} title={t("resendSince")} closeButtonProps={{ "aria-label": t("close") }}>
        <Stack>
          <Text>{t("resendSinceText")}</Text>
          <TextInput
            type="datetime-local"
            label={t("since")}
            value={since}
            onChange={(event) => setSince(event.currentTarget.value)}
            data-autofocus
          />
          <Group justify="flex-end">
            <Button
              disabled={Number.isNaN(Date.parse(since))}
              loading={resend.isPending}
              onClick={() => resend.mutate(undefined)}
            >
              {t("resend")}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
