import { Alert, Anchor, Button, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ask } from "../app/ask.ts";
import { CodeBlock } from "../parts/code-block.tsx";
import { formatMs } from "../parts/format.ts";
import { Status } from "../parts/status.tsx";
import { useAccount } from "../parts/use-account.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { parseBody } from "./body-text.ts";
import type { Ran } from "./send.ts";

type Answer = {
  readonly result?: { readonly resultStatus: string; readonly resultCode: string; readonly resultMessage: string };
  readonly paymentSessionId?: string;
  readonly paymentSessionData?: string;
  readonly normalUrl?: string;
};

/** What the gateway answered, whether it was the gateway, and exactly what was signed. */
export function Result({ ran }: { readonly ran: Ran }) {
  const { t } = useTexts();
  const { result } = (parseBody(ran.body) ?? {}) as Answer;
  return (
    <Stack aria-live="polite" gap="sm">
      <Group gap="sm">
        <Status value={result?.resultStatus ?? "U"} />
        <Text fw={700}>{result?.resultCode}</Text>
        <Text>HTTP {ran.status}</Text>
        <Text>{formatMs(ran.durationMs)}</Text>
      </Group>
      {ran.steps.map(({ operation, answer }, place) => (
        // Steps have no id, and never change. oxlint-disable-next-line react/no-array-index-key
        <Text key={place} size="sm" c="dimmed">
          {t("stepBefore", { operation, resultCode: ((parseBody(answer) ?? {}) as Answer).result?.resultCode ?? "" })}
        </Text>
      ))}
      <Text size="sm" fw={ran.isGenuine ? 400 : 700}>
        {t(ran.isGenuine ? "signatureGood" : "signatureBad")}
      </Text>
      {ran.diagnosis !== null && (
        <Alert color="red" title={t("why")}>
          {ran.diagnosis}
        </Alert>
      )}
      <NextSteps ran={ran} />
      <Title order={2} size="h5">
        {t("response")}
      </Title>
      <CodeBlock text={ran.body} label={t("response")} />
      <CodeBlock text={JSON.stringify(ran.answerHeaders)} label={`${t("response")}: ${t("headers")}`} />
      <Title order={2} size="h5">
        {t("signed")}
      </Title>
      <CodeBlock text={ran.content} label={t("signed")} />
      <CodeBlock text={JSON.stringify(ran.headers)} label={t("headers")} />
    </Stack>
  );
}

function NextSteps({ ran }: { readonly ran: Ran }) {
  const { t } = useTexts();
  const { clientId } = useAccount();
  const { paymentSessionId, paymentSessionData, normalUrl } = (parseBody(ran.body) ?? {}) as Answer;
  const payAddress = normalUrl ?? (paymentSessionData && toPageAddress(paymentSessionData));
  if (payAddress === undefined && paymentSessionId === undefined) return undefined;
  return (
    <Group>
      {payAddress !== undefined && (
        <Button component="a" href={payAddress} target="_blank">
          {t("paySession")}
        </Button>
      )}
      {paymentSessionId !== undefined && (
        <>
          <Outcome paymentSessionId={paymentSessionId} />
          <Anchor component={Link} to={`/${clientId}/payments/${paymentSessionId}`}>
            {t("timeline")}
          </Anchor>
        </>
      )}
    </Group>
  );
}

const finalStatuses = new Set(["SUCCESS", "FAIL", "CANCELLED"]);
const refreshMs = 2_000;

/** How the session stands, while it is paid in the other tab. */
function Outcome({ paymentSessionId }: { readonly paymentSessionId: string }) {
  const { clientId } = useAccount();
  const { data } = useQuery({
    queryKey: ["payment", clientId, paymentSessionId],
    queryFn: () => ask("readPayment", { clientId, id: paymentSessionId }),
    refetchInterval: ({ state }) => (finalStatuses.has(state.data?.status ?? "") ? false : refreshMs),
    refetchIntervalInBackground: true,
  });
  return data && <Status value={data.status} />;
}

/** The gateway's own page takes the sealed part, which comes first. */
const toPageAddress = (sessionData: string): string => `/checkout/page/${sessionData.split("&&", 1)[0]}`;
