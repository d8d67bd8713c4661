import { AMSElement, type ElementSettings, type SdkEvent } from "@opencashier/checkout";
import { defineComponent, h, onBeforeUnmount, onMounted, type PropType, ref, watch } from "vue";

/**
 * The payment form. `options` are read when it mounts; a changed sessionData is followed, what the buyer has typed stays.
 * Exposes validateFields and submitPayment.
 */
export const PaymentElement = defineComponent({
  name: "PaymentElement",
  props: {
    sessionData: { type: String, required: true },
    options: { type: Object as PropType<ElementSettings>, default: () => ({}) },
  },
  emits: {
    /** The form is painted, or an error says why it is not. */
    ready: (_outcome: Awaited<ReturnType<AMSElement["mount"]>>) => true,
    event: (_event: SdkEvent) => true,
  },
  setup(props, { emit, expose }) {
    const container = ref<HTMLElement>();
    const { options } = props;
    const element = new AMSElement({
      ...options,
      sessionData: props.sessionData,
      onEventCallback(event) {
        options.onEventCallback?.(event);
        emit("event", event);
      },
    });
    onMounted(async () => {
      emit("ready", await element.mount({ ...options, type: "payment" }, container.value as HTMLElement));
    });
    watch(
      () => props.sessionData,
      (sessionData) => element.updatePayment(sessionData),
    );
    onBeforeUnmount(() => element.destroy());
    expose({
      validateFields: () => element.validateFields(),
      submitPayment: () => element.submitPayment(),
    });
    return () => h("div", { ref: container });
  },
});
