import { Alert, Button, Paper, PasswordInput, Stack, TextInput, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { ask, Fault } from "../app/ask.ts";
import { textOf } from "../parts/form.ts";
import { useTexts } from "../texts/use-texts.tsx";

export function SignInPage() {
  const { t } = useTexts();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [fault, setFault] = useState<Fault>();
  const [isCodeWanted, setCodeWanted] = useState(false);
  const [isBusy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const text = (name: string): string => textOf(fields, name);
    const code = text("code").trim();
    setBusy(true);
    try {
      const me = await ask(
        "signIn",
        {},
        { email: text("email"), password: text("password"), ...(code !== "" && { code }) },
      );
      client.setQueryData(["me"], me);
      await navigate({ to: "/" });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      setFault(error.code === "CODE_REQUIRED" ? undefined : error);
      if (error.code === "CODE_REQUIRED") setCodeWanted(true);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Stack component="main" align="center" justify="center" mih="100dvh" p="md">
      <Paper withBorder p="xl" w="100%" maw={420} component="form" onSubmit={(event) => void submit(event)}>
        <Stack>
          <Title order={1} size="h3">
            {t("signInTitle")}
          </Title>
          <TextInput name="email" type="email" label={t("email")} autoComplete="username" required autoFocus />
          <PasswordInput name="password" label={t("password")} autoComplete="current-password" required />
          {isCodeWanted && (
            <TextInput
              name="code"
              label={t("code")}
              description={t("codeHint")}
              autoComplete="one-time-code"
              required
              autoFocus
            />
          )}
          {fault && (
            <Alert color="red" role="alert">
              {fault.message}
            </Alert>
          )}
          <Button type="submit" loading={isBusy}>
            {t("signIn")}
          </Button>
        </Stack>
      </Paper>
    </Stack>
  );
}
