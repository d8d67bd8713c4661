import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { notifications as messages } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { ask } from "../app/ask.ts";
import { CodeBlock } from "../parts/code-block.tsx";
import { formatMs, formatTime } from "../parts/format.ts";
import { Page } from "../parts/page.tsx";
import { Question } from "../parts/question.tsx";
import { Status } from "../parts/status.tsx";
import { useAccount } from "../parts/use-account.ts";
import { useAction } from "../parts/use-action.ts";
import { useTexts } from "../texts/use-texts.tsx";

const refreshMs = 3_000;

/** One notification with every try to deliver it. */
export function NotificationPage() {
  const { t, language } = useTexts();
  const { clientId, may } = useAccount();
  const { id = "" } = useParams({ strict: false });
  const query = useQuery({
    queryKey: ["notification", clientId, id],
    queryFn: () => ask("readNotification", { clientId, id }),
    refetchInterval: refreshMs,
  });
  const resend = useAction(
    () => ask("resendNotifications", { clientId }, { notificationIds: [id] }),
    ({ count }) => void messages.show({ message: t("resent", { count }) }),
  );
  const action = may("notifications.resend") && (
    <Button variant="default" loading={resend.isPending} onClick={() => resend.mutate(undefined)}>
      {t("resend")}
    </Button>
  );
  return (
    <Question query={query}>
      {(notification) => (
        <Page title={`${notification.kind} ${notification.outcome}`} actions={action}>
          <Group>
            <Status value={notification.status} />
            <Text className="mono" size="sm">
              {notification.url ?? "—"}
            </Text>
            {notification.nextTryAt !== null && (
              <Text size="sm">
                {t("nextTry")}: {formatTime(notification.nextTryAt, language)}
              </Text>
            )}
          </Group>
          <Title order={2} size="h4">
            {t("body")}
          </Title>
          <CodeBlock text={notification.body} label={t("body")} />
          <Title order={2} size="h4">
            {t("tries")}
          </Title>
          {notification.attempts.map((attempt, place) => (
            <Paper key={attempt.startedAt} withBorder p="md">
              <Stack gap="xs">
                <Text fw={600}>
                  {place + 1}. {attempt.outcome} · HTTP {attempt.responseStatus ?? "—"} · {formatMs(attempt.durationMs)}{" "}
                  · {formatTime(attempt.startedAt, language)}
                </Text>
                {attempt.error !== null && <Text>{attempt.error}</Text>}
                <CodeBlock text={JSON.stringify(attempt.requestHeaders)} label={`${t("headers")} ${place + 1}`} />
                <CodeBlock text={attempt.responseBody ?? ""} label={`${t("response")} ${place + 1}`} />
              </Stack>
            </Paper>
          ))}
        </Page>
      )}
    </Question>
  );
}
