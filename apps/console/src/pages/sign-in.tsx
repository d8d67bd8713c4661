import { Alert, Button, PasswordInput, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { ask, Fault } from "../app/ask.ts";
import { textOf } from "../parts/form.ts";
import { FrontPage } from "../parts/front-page.tsx";
import { useTexts } from "../texts/use-texts.tsx";

export function SignInPage() {
  const { t } = useTexts();
  const navigate = useNavigate();
  const { back } = useSearch({ strict: false });
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
      await navigate({ href: toInnerAddress(back) });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      setFault(error.code === "CODE_REQUIRED" ? undefined : error);
      if (error.code === "CODE_REQUIRED") setCodeWanted(true);
    } finally {
      setBusy(false);
    }
  }

  return (
    <FrontPage title={t("signInTitle")} onSubmit={(event) => void submit(event)}>
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
    </FrontPage>
  );
}

/** Only ever a page of the console, whatever the address says. */
const toInnerAddress = (back: string | undefined): string =>
  back !== undefined && /^\/(?![/\\])/.test(back) ? back : "/";
