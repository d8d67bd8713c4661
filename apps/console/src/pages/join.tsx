import { Alert, Button, PasswordInput, Text, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { ask, Fault } from "../app/ask.ts";
import { textOf } from "../parts/form.ts";
import { FrontPage } from "../parts/front-page.tsx";
import { useTexts } from "../texts/use-texts.tsx";

type Kind = "setup" | "acceptInvitation";

/** The first owner, or whoever was invited: the link's token is behind the #, so that no server's log has it. */
export function JoinPage({ kind }: { readonly kind: Kind }) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [fault, setFault] = useState<Fault>();
  const [isBusy, setBusy] = useState(false);
  const [token] = useState(() => location.hash.slice(1));
  const isSetup = kind === "setup";

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const text = (name: string): string => textOf(fields, name);
    const common = { token, name: text("name"), password: text("password") };
    setBusy(true);
    try {
      const me = isSetup
        ? await ask("setup", {}, { ...common, email: text("email") })
        : await ask("acceptInvitation", {}, common);
      client.setQueryData(["me"], me);
      await navigate({ to: "/" });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      setFault(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <FrontPage title={t(isSetup ? "setupTitle" : "invitationTitle")} onSubmit={(event) => void submit(event)}>
      {isSetup && <Text c="dimmed">{t("setupText")}</Text>}
      {token === "" && (
        <Alert color="yellow" role="alert">
          {t("linkHint")}
        </Alert>
      )}
      <TextInput name="name" label={t("name")} autoComplete="name" required maxLength={128} />
      {isSetup && <TextInput name="email" type="email" label={t("email")} autoComplete="username" required />}
      <PasswordInput
        name="password"
        label={t("password")}
        description={t("passwordHint")}
        autoComplete="new-password"
        required
        minLength={12}
      />
      {fault && (
        <Alert color="red" role="alert">
          {fault.message}
        </Alert>
      )}
      <Button type="submit" loading={isBusy} disabled={token === ""}>
        {t("create")}
      </Button>
    </FrontPage>
  );
}
