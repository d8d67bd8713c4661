import { Alert, Button, Code, Group, Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../app/ask.ts";
import { Roles, useRoles } from "../members/roles.tsx";
import { Page } from "../parts/page.tsx";
import { Question } from "../parts/question.tsx";
import { Rows } from "../parts/rows.tsx";
import { useAccount, useMe } from "../parts/use-account.ts";
import { useAction } from "../parts/use-action.ts";
import { useTexts } from "../texts/use-texts.tsx";

/** Who belongs to the account, and inviting others. */
export function MembersPage() {
  const { t } = useTexts();
  const { clientId } = useAccount();
  const me = useMe().data;
  const roles = useRoles().data?.map(({ name }) => name) ?? [];
  const query = useQuery({ queryKey: ["members", clientId], queryFn: () => ask("listMembers", { clientId }) });
  const change = useAction((request: { readonly userId: string; readonly role: string }) =>
    ask("changeRole", { clientId }, request),
  );
  const remove = useAction((userId: string) => ask("removeMember", { clientId }, { userId }));
  return (
    <Page title={t("members")}>
      <Invite />
      <Question query={query}>
        {(rows) => (
          <Rows
            label={t("members")}
            rows={rows}
            keyOf={(row) => `${row.userId} ${row.isEverywhere}`}
            empty={t("none")}
            columns={[
              { title: t("name"), cell: (row) => row.name },
              { title: t("email"), cell: (row) => row.email },
              {
                title: t("role"),
                cell: (row) =>
                  row.isEverywhere || row.userId === me?.userId ? (
                    `${row.role}${row.isEverywhere ? ` (${t("everywhere")})` : ""}`
                  ) : (
                    <Select
                      aria-label={`${t("role")}: ${row.email}`}
                      data={roles}
                      value={row.role}
                      allowDeselect={false}
                      onChange={(role) => role && change.mutate({ userId: row.userId, role: role })}
                    />
                  ),
              },
              {
                title: t("remove"),
                cell: (row) =>
                  !row.isEverywhere &&
                  row.userId !== me?.userId && (
                    <Button size="compact-sm" variant="default" onClick={() => remove.mutate(row.userId)}>
                      {t("remove")}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Question>
      <Roles />
    </Page>
  );
}

function Invite() {
  const { t } = useTexts();
  const { clientId } = useAccount();
  const roles = useRoles().data?.map(({ name }) => name) ?? ["developer"];
  const [email, setEmail] = useState("");
  const [role, setRole] = useState("developer");
  const invite = useAction(
    () => ask("invite", { clientId }, { email, role }),
    () => setEmail(""),
  );
  return (
    <>
      <Group align="flex-end">
        <TextInput
          type="email"
          label={t("email")}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Select
          label={t("role")}
          data={roles}
          value={role}
          allowDeselect={false}
          onChange={(chosen) => chosen && setRole(chosen)}
        />
        <Button disabled={!email.includes("@")} loading={invite.isPending} onClick={() => invite.mutate(undefined)}>
          {t("invite")}
        </Button>
      </Group>
      {invite.data && (
        <Alert color="green" title={t("invitationReady")}>
          <Code block>{invite.data.url}</Code>
        </Alert>
      )}
    </>
  );
}
