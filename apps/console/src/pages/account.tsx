import { Alert, Box, Button, Code, Group, Paper, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { encode } from "uqr";
import { Passkeys } from "../account/passkeys.tsx";
import { ask } from "../app/ask.ts";
import { formatTime } from "../parts/format.ts";
import { Page } from "../parts/page.tsx";
import { Question } from "../parts/question.tsx";
import { Rows } from "../parts/rows.tsx";
import { useAction } from "../parts/use-action.ts";
import { useMe } from "../parts/use-account.ts";
import { useTexts } from "../texts/use-texts.tsx";

/** The member's own account: password, second factor, where it is signed in. */
export function AccountPage() {
  const { t } = useTexts();
  return (
    <Page title={t("myAccount")}>
      <PasswordForm />
      <SecondFactor />
      <Passkeys />
      <SignIns />
    </Page>
  );
}

function PasswordForm() {
  const { t } = useTexts();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const change = useAction(
    () => ask("changePassword", {}, { current, next }),
    () => {
      setCurrent("");
      setNext("");
    },
  );
  return (
    <Paper withBorder p="lg" maw={520}>
      <Stack>
        <Title order={2} size="h4">
          {t("changePassword")}
        </Title>
        <PasswordInput
          label={t("currentPassword")}
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
          autoComplete="current-password"
        />
        <PasswordInput
          label={t("newPassword")}
          description={t("passwordHint")}
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
          autoComplete="new-password"
        />
        {change.isSuccess && <Alert color="green">{t("saved")}</Alert>}
        <Button
          disabled={current === "" || next.length < 12}
          loading={change.isPending}
          onClick={() => change.mutate(undefined)}
        >
          {t("save")}
        </Button>
      </Stack>
    </Paper>
  );
}

function SecondFactor() {
  const { t } = useTexts();
  const me = useMe();
  const [enrolment, setEnrolment] = useState<{ readonly secret: string; readonly address: string }>();
  const [code, setCode] = useState("");
  const [password, setPassword] = useState("");
  const [recoveryCodes, setRecoveryCodes] = useState<readonly string[]>();
  const begin = useAction(() => ask("beginTotp"), setEnrolment);
  const confirm = useAction(
    (secret: string) => ask("confirmTotp", {}, { secret, code }),
    (reply) => {
      setRecoveryCodes(reply.recoveryCodes);
      setEnrolment(undefined);
    },
  );
  const remove = useAction(() => ask("removeTotp", {}, { password }));
  const isOn = me.data?.hasTotp === true;
  return (
    <Paper withBorder p="lg" maw={520}>
      <Stack align="flex-start">
        <Title order={2} size="h4">
          {t("secondFactor")}
        </Title>
        <Text>{t(isOn ? "totpOn" : "totpOff")}</Text>
        {recoveryCodes && (
          <Alert color="yellow" title={t("recoveryCodes")}>
            <Code block>{recoveryCodes.join("\n")}</Code>
          </Alert>
        )}
        {!isOn && !enrolment && (
          <Button variant="default" onClick={() => begin.mutate(undefined)}>
            {t("enrol")}
          </Button>
        )}
        {enrolment && (
          <>
            <Text>{t("scanThis")}</Text>
            <QrCode value={enrolment.address} label={t("enrol")} />
            <Code className="mono">{enrolment.secret}</Code>
            <TextInput
              label={t("code")}
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
              inputMode="numeric"
              autoComplete="one-time-code"
            />
            <Button onClick={() => confirm.mutate(enrolment.secret)} disabled={!/^\d{6}$/.test(code)}>
              {t("save")}
            </Button>
          </>
        )}
        {isOn && (
          <Group align="flex-end">
            <PasswordInput
              w={260}
              label={t("currentPassword")}
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              autoComplete="current-password"
            />
            <Button variant="default" onClick={() => remove.mutate(undefined)} disabled={password === ""}>
              {t("turnOff")}
            </Button>
          </Group>
        )}
      </Stack>
    </Paper>
  );
}

/** Dark squares on white whatever the theme: cameras need the contrast. */
function QrCode({ value, label }: { readonly value: string; readonly label: string }) {
  const { data, size } = encode(value, { border: 2 });
  const squares = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <Box component="svg" w={200} h={200} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} bg="white">
      <path d={squares.join("")} fill="black" />
    </Box>
  );
}

function SignIns() {
  const { t, language } = useTexts();
  const query = useQuery({ queryKey: ["sign-ins"], queryFn: () => ask("listSignIns") });
  const end = useAction((id: string) => ask("endSignIn", { id }));
  return (
    <Stack>
      <Title order={2} size="h4">
        {t("signIns")}
      </Title>
      <Question query={query}>
        {(rows) => (
          <Rows
            label={t("signIns")}
            rows={rows}
            keyOf={({ id }) => id}
            empty={t("none")}
            columns={[
              { title: t("address"), cell: (row) => row.address },
              { title: t("details"), cell: (row) => row.userAgent },
              { title: t("created"), cell: (row) => formatTime(row.createdAt, language) },
              {
                title: t("end"),
                cell: (row) =>
                  row.isThis ? (
                    t("thisBrowser")
                  ) : (
                    <Button size="compact-sm" variant="default" onClick={() => end.mutate(row.id)}>
                      {t("end")}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Question>
    </Stack>
  );
}
