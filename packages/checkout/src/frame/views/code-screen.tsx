import { useSignal } from "@preact/signals";
import type { CheckoutAction } from "@opencashier/protocol";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import type { Checkout } from "../flow/checkout.ts";
import type { Model } from "../model.ts";
import { formatAmount } from "../format-amount.ts";
import { language, t } from "../texts.ts";
import { ClockIcon } from "./icons.tsx";
import { methodName } from "./methods.tsx";
import { Screen } from "./screen.tsx";

type Props = { readonly checkout: Checkout };
type CodeAction = Extract<CheckoutAction, { readonly type: "code" }>;

/** A code to scan or to type in, as long as it is good, and a new one after that. */
export function CodeScreen({ checkout }: Props) {
  const { model } = checkout;
  const action = model.state.value?.action;
  if (model.phase.value === "codeExpired" || action?.type !== "code") return <ExpiredCode checkout={checkout} />;
  const { opened, method } = model;
  const amount = opened.value ? formatAmount(opened.value.amount) : "";
  const name = method.value ? methodName(method.value) : "";
  const isTill = action.codeType === "BARCODE";
  return (
    <Screen title={t("scanTitle")}>
      <p class="code-amount">{amount}</p>
      {isTill ? (
        <p class="code-number" dir="ltr">
          {action.value}
        </p>
      ) : (
        <Qr value={action.value} label={t("codeAlt", { amount })} />
      )}
      <p>{t(isTill ? "tillNote" : "scanNote", { name })}</p>
      <TimeLeft model={model} until={action.expiresAt} />
      <div class="screen-buttons">
        {action.url && (
          <a class="button only-touch" href={action.url} target="_blank" rel="noopener noreferrer">
            {t("openApp")}
          </a>
        )}
        <CopyButton action={action} />
        <OtherWay checkout={checkout} />
      </div>
    </Screen>
  );
}

const OtherWay = ({ checkout }: Props) => (
  <button type="button" class="button button-quiet" onClick={checkout.leaveWaiting}>
    {t("otherWay")}
  </button>
);

const ExpiredCode = ({ checkout }: Props) => (
  <Screen title={t("codeExpired")} icon={<ClockIcon />}>
    <div class="screen-buttons">
      <button type="button" class="button" onClick={checkout.renewCode}>
        {t("newCode")}
      </button>
      <OtherWay checkout={checkout} />
    </div>
  </Screen>
);

type QrProps = { readonly value: string; readonly label: string };

/** Drawing codes is a file of its own: who pays by card never loads it. */
function Qr(props: QrProps) {
  const drawing = useSignal<ComponentType<QrProps> | undefined>(undefined);
  useEffect(() => {
    const load = async (): Promise<void> => {
      const { QrCode } = await import("./qr-code.tsx");
      drawing.value = QrCode;
    };
    void load();
  }, [drawing]);
  const Drawing = drawing.value;
  return <div class="qr-place">{Drawing && <Drawing {...props} />}</div>;
}

/** Counts down before the eyes; to a screen reader it speaks once a minute. */
function TimeLeft({ model, until }: { readonly model: Model; readonly until: number }) {
  const leftMs = useSignal(until - model.nowMs());
  useEffect(() => {
    const timer = setInterval(() => (leftMs.value = until - model.nowMs()), 1_000);
    return () => clearInterval(timer);
  }, [until, leftMs, model]);
  const seconds = Math.max(0, Math.ceil(leftMs.value / 1_000));
  return (
    <>
      <p class="time-left" aria-hidden="true">
        {t("timeLeft")} <span dir="ltr">{toClock(seconds)}</span>
      </p>
      <p class="sr-only" role="status">
        {t("timeLeft")}: {toMinutes(Math.ceil(seconds / 60))}
      </p>
    </>
  );
}

const toClock = (seconds: number): string =>
  seconds >= 3600
    ? `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
    : `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;

const two = (count: number): string => String(count).padStart(2, "0");

const toMinutes = (count: number): string =>
  new Intl.NumberFormat(language.value.formatTag, { style: "unit", unit: "minute", unitDisplay: "long" }).format(count);

function CopyButton({ action }: { readonly action: CodeAction }) {
  const isCopied = useSignal(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(action.value);
      isCopied.value = true;
    } catch {
      isCopied.value = false; // The page does not let the frame use the clipboard; the code can still be scanned.
    }
  };
  return (
    <button type="button" class="button button-line" onClick={() => void copy()}>
      <span role="status">{t(isCopied.value ? "copied" : "copyCode")}</span>
    </button>
  );
}
