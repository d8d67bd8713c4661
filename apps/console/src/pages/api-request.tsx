import { Alert, Button, Group, Text, Title } from "@mantine/core";
import type { ConsoleApiRequest } from "@opencashier/protocol/console";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { ask } from "../app/ask.ts";
import { parseBody } from "../explorer/body-text.ts";
import { toShareText } from "../explorer/cases.ts";
import { CodeBlock } from "../parts/code-block.tsx";
import { formatMs, formatTime } from "../parts/format.ts";
import { Page } from "../parts/page.tsx";
import { Question } from "../parts/question.tsx";
import { Status } from "../parts/status.tsx";
import { useAccount } from "../parts/use-account.ts";
import { useTexts } from "../texts/use-texts.tsx";

/** One request as it was on the wire, masked; first of all why its signature failed, if it did. */
export function ApiRequestPage() {
  const { t, language } = useTexts();
  const { clientId } = useAccount();
  const { id = "" } = useParams({ strict: false });
  const query = useQuery({
    queryKey: ["api-request", clientId, id],
    queryFn: () => ask("readApiRequest", { clientId, id }),
  });
  return (
    <Question query={query}>
      {(request) => (
        <Page title={request.operation ?? request.path} actions={<Replay request={request} />}>
          <Group>
            <Status value={request.resultStatus} />
            <Text fw={600}>{request.resultCode}</Text>
            <Text>
              {formatMs(request.durationMs)} · {formatTime(request.at, language)}
            </Text>
          </Group>
          {request.diagnosis !== null && (
            <Alert color="red" title={t("why")}>
              {request.diagnosis}
            </Alert>
          )}
          <Title order={2} size="h4">
            {t("request")}
          </Title>
          <Text className="mono" size="sm">
            {request.method} {request.path}
          </Text>
          <CodeBlock text={JSON.stringify(request.requestHeaders)} label={t("headers")} />
          <CodeBlock text={request.requestBody} label={t("request")} />
          <Title order={2} size="h4">
            {t("response")}
          </Title>
          <CodeBlock text={request.responseBody} label={t("response")} />
        </Page>
      )}
    </Question>
  );
}

/** The same request again, with what the log has masked to be filled in. */
function Replay({ request }: { readonly request: ConsoleApiRequest }) {
  const { t } = useTexts();
  const { clientId, may } = useAccount();
  const body = parseBody(request.requestBody);
  const { operation, path } = request;
  if (operation === null || !body || !may("sandbox.use")) return undefined;
  const name = `${operation} ${request.resultCode}`;
  return (
    <Button
      component={Link}
      variant="default"
      to={`/${clientId}/explorer`}
      hash={toShareText({ operation, path, name, body })}
    >
      {t("openInExplorer")}
    </Button>
  );
}
