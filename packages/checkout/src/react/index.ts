import { AMSElement, type ElementSettings, type SdkEvent, type SubmitResult } from "@opencashier/checkout";
import { createElement, forwardRef, useEffect, useImperativeHandle, useRef } from "react";

/** Settings are read when it mounts; a changed sessionData is followed, what the buyer has typed stays. */
export type PaymentElementProps = ElementSettings & {
  readonly sessionData: string;
  /** The form is painted, or an error says why it is not. */
  readonly onReady?: (outcome: Awaited<ReturnType<AMSElement["mount"]>>) => void;
  readonly className?: string;
};

/** What a ref of the component holds. */
export type PaymentElementHandle = {
  readonly validateFields: () => Promise<{ readonly isValid: boolean }>;
  readonly submitPayment: () => Promise<SubmitResult>;
};

/** The payment form. Mounting twice in a row, as StrictMode does, leaves one form. */
export const PaymentElement = forwardRef<PaymentElementHandle, PaymentElementProps>((props, ref) => {
  const container = useRef<HTMLDivElement>(null);
  const element = useRef<AMSElement>(undefined);
  const latest = useRef(props);
  const shown = useRef(props.sessionData);
  latest.current = props;

  useEffect(() => {
    const { onReady: _, className: __, ...settings } = latest.current;
    const onEventCallback = (event: SdkEvent): void => latest.current.onEventCallback?.(event);
    const mounted = new AMSElement({ ...settings, onEventCallback });
    const mount = async (): Promise<void> => {
      const outcome = await mounted.mount({ ...settings, type: "payment" }, container.current as HTMLDivElement);
      if (element.current === mounted) latest.current.onReady?.(outcome);
    };
    element.current = mounted;
    void mount();
    return () => {
      element.current = undefined;
      mounted.destroy();
    };
  }, []);

  useEffect(() => {
    if (shown.current === props.sessionData) return;
    shown.current = props.sessionData;
    void element.current?.updatePayment(props.sessionData);
  }, [props.sessionData]);

  useImperativeHandle(
    ref,
    () => ({
      validateFields: async () => (await element.current?.validateFields()) ?? { isValid: false },
      submitPayment: async () => (await element.current?.submitPayment()) ?? notMounted,
    }),
    [],
  );
  return createElement("div", { ref: container, className: props.className });
});

const notMounted: SubmitResult = {
  status: "FAIL",
  error: { code: "UI_STATE_ERROR", message: "The form is not there.", needChangeSessionForRetry: false },
};
