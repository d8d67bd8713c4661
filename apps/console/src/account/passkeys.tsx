import { Alert, Button, Code, Group, Modal, Paper, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ask } from "../app/ask.ts";
import { isPasskeySupported, makePasskey } from "../app/webauthn.ts";
import { formatTime } from "../parts/format.ts";
import { Question } from "../parts/question.tsx";
import { Rows } from "../parts/rows.tsx";
import { useAction } from "../parts/use-action.ts";
import { useTexts } from "../texts/use-texts.tsx";

type Dialog = { readonly kind: "add" } | { readonly kind: "remove"; readonly id: string };

/** The member's passkeys: sign-in by fingerprint, face, PIN or security key, without a password. */
export function Passkeys() {
  const { t, language } = useTexts();
  const [dialog, setDialog] = useState<Dialog>();
  const [recoveryCodes, setRecoveryCodes] = useState<readonly string[]>([]);
  const query = useQuery({ queryKey: ["passkeys"], queryFn: () => ask("listPasskeys") });
  const close = (codes: readonly string[]): void => {
    setDialog(undefined);
    if (codes.length > 0) setRecoveryCodes(codes);
  };
  return (
    <Paper withBorder p="lg">
      <Stack>
        <Group justify="space-between">
          <Title order={2} size="h4">
            {t("passkeys")}
          </Title>
          <Button variant="default" disabled={!isPasskeySupported()} onClick={() => setDialog({ kind: "add" })}>
            {t("addPasskey")}
          </Button>
        </Group>
        <Text>{t(isPasskeySupported() ? "passkeysText" : "passkeysUnsupported")}</Text>
        {recoveryCodes.length > 0 && (
          <Alert color="yellow" title={t("recoveryCodes")}>
            <Code block>{recoveryCodes.join("\n")}</Code>
          </Alert>
        )}
        <Question query={query}>
          {(rows) => (
            <Rows
              label={t("passkeys")}
              rows={rows}
              keyOf={({ id }) => id}
              empty={t("none")}
              columns={[
                { title: t("name"), cell: ({ name }) => name },
                { title: t("created"), cell: ({ createdAt }) => formatTime(createdAt, language) },
                {
                  title: t("lastUsed"),
                  cell: ({ lastUsedAt }) => (lastUsedAt === null ? "—" : formatTime(lastUsedAt, language)),
                },
                {
                  title: t("remove"),
                  cell: ({ id, name }) => (
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={`${t("remove")}: ${name}`}
                      onClick={() => setDialog({ kind: "remove", id })}
                    >
                      {t("remove")}
                    </Button>
                  ),
                },
              ]}
            />
          )}
        </Question>
      </Stack>
      {dialog && <PasskeyDialog dialog={dialog} onClose={close} />}
    </Paper>
  );
}

type DialogProps = { readonly dialog: Dialog; readonly onClose: (recoveryCodes: readonly string[]) => void };

/** Both ask for the password: whoever finds the page open shall not change how it is entered. */
function PasskeyDialog({ dialog, onClose }: DialogProps) {
  const { t } = useTexts();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const isAdding = dialog.kind === "add";
  const act = useAction(async (): Promise<readonly string[]> => {
    if (dialog.kind === "remove") {
      await ask("removePasskey", {}, { id: dialog.id, password });
      return [];
    }
    const offer = await ask("beginPasskey", {}, { password });
    const { recoveryCodes } = await ask("addPasskey", {}, await makePasskey(offer, name.trim()));
    return recoveryCodes;
  }, onClose);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    act.mutate(undefined);
  };
  const title = t(isAdding ? "addPasskey" : "removePasskey");
  return (
    <Modal opened onClose={() => onClose([])} title={title} closeButtonProps={{ "aria-label": t("close") }}>
      <form onSubmit={submit}>
        <Stack>
          {isAdding && (
            <TextInput
              data-autofocus
              label={t("name")}
              description={t("passkeyNameHint")}
              value={name}
              maxLength={64}
              required
              onChange={(event) => setName(event.currentTarget.value)}
            />
          )}
          <PasswordInput
            label={t("currentPassword")}
            value={password}
            required
            autoComplete="current-password"
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button
              type="submit"
              loading={act.isPending}
              disabled={password === "" || (isAdding && name.trim() === "")}
            >
              {title}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
