import { Alert, Button, PasswordInput, TextInput } from "@mantine/core";
import type { ConsoleMe } from "@opencashier/protocol/console";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { ask, Fault } from "../app/ask.ts";
import { textOf } from "../parts/form.ts";
import { FrontPage } from "../parts/front-page.tsx";
import { useTexts } from "../texts/use-texts.tsx";

export function SignInPage() {
  const { t } = useTexts();
  const { fault, isBusy, isCodeWanted, enter } = useEntry();

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const text = (name: string): string => textOf(fields, name);
    const code = text("code").trim();
    const credentials = { email: text("email"), password: text("password"), ...(code !== "" && { code }) };
    void enter(() => ask("signIn", {}, credentials));
  }

  const enterByPasskey = (): Promise<void> =>
    enter(async () => {
      const [{ usePasskey }, { challenge }] = await Promise.all([
        import("../app/webauthn.ts"),
        ask("beginPasskeySignIn"),
      ]);
      return ask("signInWithPasskey", {}, await usePasskey(challenge));
    });

  return (
    <FrontPage title={t("signInTitle")} onSubmit={submit}>
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
        <Alert color={fault.code === "CODE_REQUIRED" ? "blue" : "red"} role="alert">
          {fault.message}
        </Alert>
      )}
      <Button type="submit" loading={isBusy}>
        {t("signIn")}
      </Button>
      {"PublicKeyCredential" in globalThis && (
        <Button variant="default" disabled={isBusy} onClick={() => void enterByPasskey()}>
          {t("signInByPasskey")}
        </Button>
      )}
    </FrontPage>
  );
}

/** One way in or another: then to where the member was going, or why not. */
function useEntry() {
  const navigate = useNavigate();
  const { back } = useSearch({ strict: false });
  const client = useQueryClient();
  const [fault, setFault] = useState<Fault>();
  const [isCodeWanted, setCodeWanted] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const enter = async (askWho: () => Promise<ConsoleMe>): Promise<void> => {
    setBusy(true);
    setFault(undefined);
    try {
      client.setQueryData(["me"], await askWho());
      await navigate({ href: toInnerAddress(back) });
    } catch (error) {
      // Whoever has pressed Cancel at the authenticator knows it.
      if (error instanceof DOMException) return;
      if (!(error instanceof Fault)) throw error;
      setFault(error);
      if (error.code === "CODE_REQUIRED") setCodeWanted(true);
    } finally {
      setBusy(false);
    }
  };
  return { fault, isBusy, isCodeWanted, enter };
}

/** Only ever a page of the console, whatever the address says. */
const toInnerAddress = (back: string | undefined): string =>
  back !== undefined && /^\/(?![/\\])/.test(back) ? back : "/";
