import {
  Anchor,
  Button,
  Group,
  Modal,
  Paper,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Timeline,
  Title,
} from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { ConsoleAmount, ConsoleMoved, ConsolePayment, ConsoleTimelineEntry } from "@opencashier/protocol/console";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { ask } from "../app/ask.ts";
import { CodeBlock } from "../parts/code-block.tsx";
import { formatAmount, formatTime } from "../parts/format.ts";
import { Page } from "../parts/page.tsx";
import { Question } from "../parts/question.tsx";
import { Status } from "../parts/status.tsx";
import { useAccount } from "../parts/use-account.ts";
import { useAction } from "../parts/use-action.ts";
import type { TextKey } from "../texts/en.ts";
import { useTexts } from "../texts/use-texts.tsx";

const refreshMs = 3_000;

/** One payment session with everything that happened to it. */
export function PaymentPage() {
  const { clientId } = useAccount();
  const { id = "" } = useParams({ strict: false });
  const query = useQuery({
    queryKey: ["payment", clientId, id],
    queryFn: () => ask("readPayment", { clientId, id }),
    refetchInterval: refreshMs,
  });
  return <Question query={query}>{(payment) => <Payment payment={payment} />}</Question>;
}

function Payment({ payment }: { readonly payment: ConsolePayment }) {
  const { t, language } = useTexts();
  const facts: readonly (readonly [string, string])[] = [
    ["paymentRequestId", payment.paymentRequestId],
    ["paymentSessionId", payment.paymentSessionId],
    ["paymentId", payment.paymentId ?? "—"],
    [t("order"), [payment.referenceOrderId, payment.orderDescription].filter(Boolean).join(" · ") || "—"],
    [t("method"), payment.paymentMethodType ?? "—"],
    [t("result"), payment.resultCode ?? "—"],
    [t("captured"), formatAmount({ ...payment.amount, value: payment.capturedValue }, language)],
    [t("refunded"), formatAmount({ ...payment.amount, value: payment.refundedValue }, language)],
    [t("created"), formatTime(payment.createdAt, language)],
    [t("expires"), formatTime(payment.expiresAt, language)],
  ];
  return (
    <Page title={formatAmount(payment.amount, language)} actions={<Moves payment={payment} />}>
      <Group>
        <Status value={payment.status} />
      </Group>
      <Paper withBorder p="md">
        <SimpleGrid cols={{ base: 1, sm: 2 }} component="dl">
          {facts.map(([name, value]) => (
            <div key={name}>
              <Text component="dt" size="sm" c="dimmed">
                {name}
              </Text>
              <Text component="dd" m={0} className="mono" size="sm">
                {value}
              </Text>
            </div>
          ))}
        </SimpleGrid>
      </Paper>
      <Title order={2} size="h4">
        {t("timeline")}
      </Title>
      <Timeline bulletSize={16} lineWidth={2} active={payment.timeline.length}>
        {payment.timeline.map((entry, place) => (
          // Entries have no id of their own and only ever grow at the end. oxlint-disable-next-line react/no-array-index-key
          <Timeline.Item
            key={place}
            color={entry.tone === "good" ? "green" : entry.tone === "bad" ? "red" : "blue"}
            title={entry.kind === "session" ? t("sessionOpened") : entry.title}
          >
            <Entry entry={entry} />
          </Timeline.Item>
        ))}
      </Timeline>
    </Page>
  );
}

function Entry({ entry }: { readonly entry: ConsoleTimelineEntry }) {
  const { t, language } = useTexts();
  const { clientId } = useAccount();
  const page = entry.link?.to === "api-log" ? "api-log" : "notifications";
  return (
    <Stack gap={4}>
      <Text size="sm" c="dimmed">
        {formatTime(entry.at, language)}
      </Text>
      {entry.link && (
        <Anchor component={Link} to={`/${clientId}/${page}/${entry.link.id}`} size="sm">
          {t("more")}
        </Anchor>
      )}
      <details>
        <summary>{t("details")}</summary>
        <CodeBlock text={JSON.stringify(entry.details)} label={`${t("details")}: ${entry.title}`} />
      </details>
    </Stack>
  );
}

type Move = {
  readonly name: "capturePayment" | "refundPayment";
  readonly text: TextKey;
  readonly ask: TextKey;
  readonly max: ConsoleAmount;
};

function Moves({ payment }: { readonly payment: ConsolePayment }) {
  const { t } = useTexts();
  const { may } = useAccount();
  const [move, setMove] = useState<Move>();
  const [isCancelling, setCancelling] = useState(false);
  const canCapture = may("payments.capture") && payment.capturable.value !== "0" && payment.captureMode === "MANUAL";
  const canRefund = may("payments.refund") && payment.refundable.value !== "0";
  return (
    <Group>
      {canCapture && (
        <Button
          onClick={() =>
            setMove({ name: "capturePayment", text: "capture", ask: "confirmCapture", max: payment.capturable })
          }
        >
          {t("capture")}
        </Button>
      )}
      {canRefund && (
        <Button
          variant="default"
          onClick={() =>
            setMove({ name: "refundPayment", text: "refund", ask: "confirmRefund", max: payment.refundable })
          }
        >
          {t("refund")}
        </Button>
      )}
      {may("payments.cancel") && payment.isCancellable && (
        <Button variant="default" onClick={() => setCancelling(true)}>
          {t("cancelPayment")}
        </Button>
      )}
      {move && <MoveDialog payment={payment} move={move} onClose={() => setMove(undefined)} />}
      {isCancelling && <CancelDialog payment={payment} onClose={() => setCancelling(false)} />}
    </Group>
  );
}

const tell = ({ resultCode, resultStatus, resultMessage }: ConsoleMoved): void => {
  notifications.show({
    color: resultStatus === "S" ? "green" : resultStatus === "F" ? "red" : "yellow",
    title: resultCode,
    message: resultMessage,
  });
};

function MoveDialog({
  payment,
  move,
  onClose,
}: {
  readonly payment: ConsolePayment;
  readonly move: Move;
  readonly onClose: () => void;
}) {
  const { t, language } = useTexts();
  const { clientId } = useAccount();
  const [amount, setAmount] = useState(move.max.value);
  const isValid = /^[1-9]\d{0,15}$/.test(amount) && BigInt(amount) <= BigInt(move.max.value);
  const run = useAction(
    () => ask(move.name, { clientId, id: payment.paymentSessionId }, { amount }),
    (moved) => {
      tell(moved);
      onClose();
    },
  );
  const shown = formatAmount({ ...move.max, value: isValid ? amount : "0" }, language);
  return (
    <Modal opened onClose={onClose} closeButtonProps={{ "aria-label": t("close") }} title={t(move.text)}>
      <Stack>
        <TextInput
          data-autofocus
          label={t("amount")}
          description={t("amountHint", { max: move.max.value })}
          value={amount}
          inputMode="numeric"
          error={!isValid}
          onChange={(event) => setAmount(event.currentTarget.value)}
        />
        <Text>{t(move.ask, { amount: shown })}</Text>
        <Button disabled={!isValid} loading={run.isPending} onClick={() => run.mutate(undefined)}>
          {t(move.text)} {shown}
        </Button>
      </Stack>
    </Modal>
  );
}

function CancelDialog({ payment, onClose }: { readonly payment: ConsolePayment; readonly onClose: () => void }) {
  const { t } = useTexts();
  const { clientId } = useAccount();
  const run = useAction(
    () => ask("cancelPayment", { clientId, id: payment.paymentSessionId }),
    (moved) => {
      tell(moved);
      onClose();
    },
  );
  return (
    <Modal opened onClose={onClose} closeButtonProps={{ "aria-label": t("close") }} title={t("cancelPayment")}>
      <Stack>
        <Text>{t("confirmCancel")}</Text>
        <Button color="red" loading={run.isPending} onClick={() => run.mutate(undefined)}>
          {t("cancelPayment")}
        </Button>
      </Stack>
    </Modal>
  );
}
