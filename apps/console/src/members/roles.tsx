import { Badge, Button, Checkbox, Group, Modal, Stack, Text, TextInput, Title } from "@mantine/core";
import { type ConsolePermission, consolePermissions, type ConsoleRoleEntry } from "@opencashier/protocol/console";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../app/ask.ts";
import { Question } from "../parts/question.tsx";
import { Rows } from "../parts/rows.tsx";
import { useAccount } from "../parts/use-account.ts";
import { useAction } from "../parts/use-action.ts";
import type { TextKey } from "../texts/en.ts";
import { useTexts } from "../texts/use-texts.tsx";

export function useRoles(): UseQueryResult<readonly ConsoleRoleEntry[]> {
  const { clientId } = useAccount();
  return useQuery({ queryKey: ["roles", clientId], queryFn: () => ask("listRoles", { clientId }) });
}

const textOf = (permission: ConsolePermission): TextKey => `may:${permission}`;

/** What each role holds, and the account's own ones to make, change and delete. */
export function Roles() {
  const { t } = useTexts();
  const { clientId } = useAccount();
  const query = useRoles();
  const [edited, setEdited] = useState<ConsoleRoleEntry>();
  const remove = useAction((name: string) => ask("deleteRole", { clientId }, { name }));
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t("roles")}
        </Title>
        <Button variant="default" onClick={() => setEdited({ name: "", permissions: [], isBuiltIn: false })}>
          {t("newRole")}
        </Button>
      </Group>
      <Question query={query}>
        {(roles) => (
          <Rows
            label={t("roles")}
            rows={roles}
            keyOf={({ name }) => name}
            empty={t("none")}
            columns={[
              {
                title: t("role"),
                cell: ({ name }) => (
                  <Text size="sm" fw={600}>
                    {name}
                  </Text>
                ),
              },
              { title: t("permissions"), cell: ({ permissions }) => <Permissions permissions={permissions} /> },
              {
                title: t("change"),
                cell: (role) =>
                  !role.isBuiltIn && (
                    <Group gap="xs" wrap="nowrap">
                      <Button
                        size="compact-sm"
                        variant="default"
                        aria-label={`${t("change")}: ${role.name}`}
                        onClick={() => setEdited(role)}
                      >
                        {t("change")}
                      </Button>
                      <Button
                        size="compact-sm"
                        variant="default"
                        aria-label={`${t("remove")}: ${role.name}`}
                        onClick={() => remove.mutate(role.name)}
                      >
                        {t("remove")}
                      </Button>
                    </Group>
                  ),
              },
            ]}
          />
        )}
      </Question>
      {edited && <RoleDialog key={edited.name} role={edited} onClose={() => setEdited(undefined)} />}
    </Stack>
  );
}

function Permissions({ permissions }: { readonly permissions: readonly ConsolePermission[] }) {
  const { t } = useTexts();
  if (permissions.length === consolePermissions.length) return t("everything");
  return (
    <Group gap={4}>
      {permissions.map((permission) => (
        <Badge key={permission} variant="default" tt="none" fw={400} title={t(textOf(permission))}>
          {permission}
        </Badge>
      ))}
    </Group>
  );
}

type DialogProps = { readonly role: ConsoleRoleEntry; readonly onClose: () => void };

function RoleDialog({ role, onClose }: DialogProps) {
  const { t } = useTexts();
  const { clientId, may } = useAccount();
  const [name, setName] = useState(role.name);
  const [chosen, setChosen] = useState<readonly string[]>(role.permissions);
  const save = useAction(
    () => ask("putRole", { clientId }, { name, permissions: consolePermissions.filter((one) => chosen.includes(one)) }),
    onClose,
  );
  const isNew = role.name === "";
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={isNew ? t("newRole") : role.name}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <Stack>
        {isNew && (
          <TextInput
            data-autofocus
            label={t("name")}
            description={t("roleNameHint")}
            value={name}
            maxLength={32}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        )}
        <Checkbox.Group label={t("permissions")} value={[...chosen]} onChange={setChosen}>
          <Stack gap="xs" mt="xs">
            {consolePermissions.map((permission) => (
              <Checkbox
                key={permission}
                value={permission}
                label={t(textOf(permission))}
                description={permission}
                disabled={!may(permission)}
              />
            ))}
          </Stack>
        </Checkbox.Group>
        <Group justify="flex-end">
          <Button
            disabled={name.trim() === "" || chosen.length === 0}
            loading={save.isPending}
            onClick={() => save.mutate(undefined)}
          >
            {t("save")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
