import { AMSElement } from "@opencashier/checkout";
import { defineComponent, h, onBeforeUnmount, onMounted, ref, watch } from "vue";
/**
* The payment form. `options` are read when it mounts; a changed sessionData is followed, what the buyer has typed stays.
* Exposes validateFields and submitPayment.
*/
var PaymentElement = defineComponent({
	name: "PaymentElement",
	props: {
		sessionData: {
			type: String,
			required: true
		},
		options: {
			type: Object,
			default: () => ({})
		}
	},
	emits: {
		/** The form is painted, or an error says why it is not. */
		ready: (_outcome) => true,
		event: (_event) => true
	},
	setup(props, { emit, expose }) {
		const container = ref();
		const { options } = props;
		const element = new AMSElement({
			...options,
			sessionData: props.sessionData,
			onEventCallback(event) {
				options.onEventCallback?.(event);
				emit("event", event);
			}
		});
		onMounted(async () => {
			emit("ready", await element.mount({
				...options,
				type: "payment"
			}, container.value));
		});
		watch(() => props.sessionData, (sessionData) => element.updatePayment(sessionData));
		onBeforeUnmount(() => element.destroy());
		expose({
			validateFields: () => element.validateFields(),
			submitPayment: () => element.submitPayment()
		});
		return () => h("div", { ref: container });
	}
});
export { PaymentElement };
