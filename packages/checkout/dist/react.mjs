import { AMSElement } from "@opencashier/checkout";
import { createElement, forwardRef, useEffect, useImperativeHandle, useRef } from "react";
/** The payment form. Mounting twice in a row, as StrictMode does, leaves one form. */
var PaymentElement = forwardRef((props, ref) => {
	const container = useRef(null);
	const element = useRef(void 0);
	const latest = useRef(props);
	const shown = useRef(props.sessionData);
	latest.current = props;
	useEffect(() => {
		const { onReady: _, className: __, ...settings } = latest.current;
		const onEventCallback = (event) => latest.current.onEventCallback?.(event);
		const mounted = new AMSElement({
			...settings,
			onEventCallback
		});
		const mount = async () => {
			const outcome = await mounted.mount({
				...settings,
				type: "payment"
			}, container.current);
			if (element.current === mounted) latest.current.onReady?.(outcome);
		};
		element.current = mounted;
		mount();
		return () => {
			element.current = void 0;
			mounted.destroy();
		};
	}, []);
	useEffect(() => {
		if (shown.current === props.sessionData) return;
		shown.current = props.sessionData;
		element.current?.updatePayment(props.sessionData);
	}, [props.sessionData]);
	useImperativeHandle(ref, () => ({
		validateFields: async () => await element.current?.validateFields() ?? { isValid: false },
		submitPayment: async () => await element.current?.submitPayment() ?? notMounted
	}), []);
	return createElement("div", {
		ref: container,
		className: props.className
	});
});
var notMounted = {
	status: "FAIL",
	error: {
		code: "UI_STATE_ERROR",
		message: "The form is not there.",
		needChangeSessionForRetry: false
	}
};
export { PaymentElement };
