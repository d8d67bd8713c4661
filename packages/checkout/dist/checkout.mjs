var charsMax = 4096;
/** `sealed&&REGION&&number&&base64 of JSON`, or undefined. Merchants edit the last part, so anything that is JSON will do. */
function parseSessionData(text) {
	if (typeof text !== "string" || text.length > charsMax) return void 0;
	const parts = text.split("&&");
	if (parts.length !== 4 || parts.some((part) => part === "")) return void 0;
	try {
		const bytes = Uint8Array.from(atob(parts[3] ?? ""), (sign) => sign.charCodeAt(0));
		const hints = JSON.parse(new TextDecoder().decode(bytes));
		return typeof hints === "object" && hints !== null ? {
			text,
			hints
		} : void 0;
	} catch {
		return;
	}
}
/** `en_US`, `zh-Hant-TW` and the old `in_ID`, `tl_PH` → BCP 47 in its canonical form; "en" for what is no language at all. */
function toLanguageTag(locale) {
	if (typeof locale !== "string") return "en";
	try {
		return Intl.getCanonicalLocales(locale.replaceAll("_", "-"))[0] ?? "en";
	} catch {
		return "en";
	}
}
/** An element with a name that merchants' pages look for. An id is given once: a second form on the page goes without. */
function makeNode(tag, { id, className, text } = {}) {
	const node = document.createElement(tag);
	if (id && !document.getElementById(id)) node.id = id;
	if (className) node.className = className;
	if (text) node.textContent = text;
	return node;
}
function makeButton(text, options = {}) {
	const button = makeNode("button", {
		text,
		...options
	});
	button.type = "button";
	return button;
}
/** The shape of the form, so that nothing jumps when it comes. */
function makeSkeleton() {
	const skeleton = makeNode("div", {
		id: "ams-component-loading",
		className: "ams-skeleton"
	});
	skeleton.setAttribute("aria-hidden", "true");
	for (let bars = 0; bars < 5; bars += 1) skeleton.append(makeNode("div"));
	return skeleton;
}
/**
* The few rules of the page's own part. A constructed sheet passes the strictest style policy, and the lock on the page's
* scrolling ends with the open dialog whoever takes it away, so that nothing of the page has to be put back.
*/
var rules = `
:root:has(.ams-popupoverlay[open]){overflow:hidden}
.ams-popupoverlay[open]{position:fixed;inset:0;width:100%;height:100%;max-width:none;max-height:none;margin:0;border:0;
padding:0;display:grid;place-items:center;overflow:hidden;background:rgb(15 20 30/.55)}
.ams-popupoverlay::backdrop{background:none}
.ams-popupmodal{border:0;outline:1px solid transparent;border-radius:16px;overflow:hidden;
background:Canvas;color:CanvasText}
div.ams-popupmodal{display:flex;flex-direction:column;width:min(var(--ams-width),calc(100vw - 32px));
max-height:calc(100dvh - 32px)}
dialog.ams-popupmodal{max-width:320px;padding:24px}
.ams-popupbar{display:flex;align-items:center;padding:4px}
.ams-popupbar>span,.ams-popupmodal>p{flex:1;min-width:0;margin:0;font-weight:600}
.ams-popupbar>span{padding-inline:16px}
.ams-popupmodal button{min-width:44px;min-height:44px;padding:0 16px;border:1px solid transparent;border-radius:10px;
background:none;color:inherit;font:inherit;cursor:pointer}
.ams-popupmodal>button{width:100%;margin-top:12px;border-color:currentColor}
.ams-popupbody{overflow:auto;overscroll-behavior:contain}
.ams-skeleton{position:absolute;inset:0;display:grid;gap:16px;align-content:start;padding:16px;pointer-events:none}
.ams-skeleton>div{height:48px;border-radius:10px;background:rgb(128 128 128/.2)}
@media (max-width:640px){.ams-popupoverlay[open]{place-items:end stretch}
div.ams-popupmodal{width:auto;max-height:92dvh;border-radius:16px 16px 0 0}}
@media (prefers-reduced-motion:no-preference){.ams-skeleton{animation:ams-pulse 1.4s infinite}}
@keyframes ams-pulse{50%{opacity:.5}}
`;
var sheet;
/** Once for the document, or for the shadow tree, that `node` is in. */
function adoptStyles(node) {
	const root = node.getRootNode();
	const owner = root instanceof ShadowRoot ? root : document;
	if (!sheet) {
		sheet = new CSSStyleSheet();
		sheet.replaceSync(rules);
	}
	if (!owner.adoptedStyleSheets.includes(sheet)) owner.adoptedStyleSheets = [...owner.adoptedStyleSheets, sheet];
}
/** A card in the middle; a bottom sheet on a phone. */
function openDialog(options) {
	const overlay = makeNode("dialog", {
		id: options.id,
		className: "ams-popupoverlay"
	});
	const modal = makeNode("div", {
		id: "ams-component-container",
		className: "ams-popupmodal"
	});
	const bar = makeNode("div", { className: "ams-popupbar" });
	const closer = makeButton("✕", { id: "asm-component-close-block" });
	const body = makeNode("div", { className: "ams-popupbody" });
	overlay.setAttribute("aria-label", options.label);
	closer.setAttribute("aria-label", options.closeLabel);
	modal.style.setProperty("--ams-width", `${options.width}px`);
	if (!options.heading) body.style.padding = "0 16px";
	if (options.height) body.style.height = `${options.height}px`;
	if (options.isDark) overlay.style.colorScheme = "dark";
	bar.append(makeNode("span", { text: options.heading }), closer);
	modal.append(bar, body);
	overlay.append(modal);
	let isOpen = true;
	const close = () => {
		isOpen = false;
		overlay.close();
		overlay.remove();
	};
	const leave = (reason) => {
		if (!isOpen) return;
		close();
		options.onClosed(reason);
	};
	const askToClose = (reason) => {
		const question = options.question();
		if (question) ask(overlay, question, () => leave(reason));
		else leave(reason);
	};
	closer.addEventListener("click", () => askToClose("button"));
	overlay.addEventListener("click", (event) => {
		if (event.target === overlay) askToClose("backdrop");
	});
	overlay.addEventListener("cancel", (event) => {
		if (event.target !== overlay) return;
		event.preventDefault();
		askToClose("escape");
	});
	overlay.addEventListener("close", (event) => {
		if (event.target === overlay) leave("escape");
	});
	document.body.append(overlay);
	adoptStyles(overlay);
	overlay.showModal();
	return {
		body,
		askToClose,
		close
	};
}
function ask(owner, { text, stay, leave }, onLeave) {
	if (owner.querySelector("dialog")) return;
	const box = makeNode("dialog", {
		id: "ams-component-retention",
		className: "ams-popupmodal"
	});
	const staying = makeButton(stay);
	const leaving = makeButton(leave);
	box.setAttribute("role", "alertdialog");
	box.setAttribute("aria-label", text);
	box.append(makeNode("p", { text }), staying, leaving);
	box.addEventListener("close", () => box.remove());
	staying.addEventListener("click", () => box.close());
	leaving.addEventListener("click", onLeave);
	owner.append(box);
	box.showModal();
}
/** What promises reject with and callbacks hear: a code to switch on, a sentence for the developer. */
var CheckoutError = class extends Error {
	code;
	/** Where the gateway's log tells more. */
	traceId;
	constructor(code, message, traceId) {
		super(message);
		this.name = code;
		this.code = code;
		this.traceId = traceId;
	}
};
/** AMSElement's constructor throws it, with every problem at once. */
var InvalidElementConfigError = class extends Error {
	name = "InvalidElementConfigError";
	errors;
	constructor(errors) {
		super(errors.map(({ field, message }) => `${field} ${message}`).join("; "));
		this.errors = errors;
	}
};
/** What the page may decide about the form. */
function toFormOptions(params, defaults) {
	const { appearance = {}, notRedirectAfterComplete, merchantAppointParam, isNativeAppWebview } = params;
	return {
		look: {
			appearance: toMessage(appearance),
			showSubmitButton: appearance.showSubmitButton ?? defaults.showSubmitButton,
			notRedirectAfterComplete: notRedirectAfterComplete === true,
			storedCardNeedsCvc: merchantAppointParam?.storedCard?.needCVV === true
		},
		showLoading: appearance.showLoading !== false,
		isNativeAppWebview: isNativeAppWebview === true
	};
}
/** Bounded, so that the look never keeps the form away. */
var appearanceCharsMax = 8192;
var unstyled = {};
/** The frame's side checks every value; here only what could not be sent at all is kept back. */
function toMessage(look) {
	try {
		return JSON.stringify(look).length > appearanceCharsMax ? unstyled : look;
	} catch {
		return unstyled;
	}
}
/** Undefined for what is no absolute address. (URL.canParse is younger than the browsers buyers have.) */
function parseAddress(text) {
	try {
		return typeof text === "string" ? new URL(text) : void 0;
	} catch {
		return;
	}
}
var scriptOrigin;
/**
* Where the frame comes from. The session data's own word counts last, because anybody may have edited it; the frame's origin
* is where a buyer types a card.
*/
var findGatewayOrigin = (option, { hints }) => [
	option,
	scriptOrigin,
	hints.gatewayUrl
].map(toWebOrigin).find((origin) => origin !== void 0);
function toWebOrigin(candidate) {
	const address = parseAddress(candidate);
	return address && /^https?:$/.test(address.protocol) ? address.origin : void 0;
}
var breaks = {
	SDK_CREATECOMPONENT_ERROR: "broken",
	SDK_CREATE_COMPONENT_ERROR: "broken",
	SDK_INTERNAL_ERROR: "broken"
};
var results = {
	SDK_PAYMENT_SUCCESSFUL: "succeeded",
	SDK_PAYMENT_PROCESSING: "processing",
	SDK_PAYMENT_FAIL: "failed",
	SDK_PAYMENT_CANCEL: "cancelled",
	SDK_PAYMENT_ERROR: "errored"
};
var open = {
	...breaks,
	...results,
	renew: "ready",
	settled: "ready",
	SDK_PAYMENT_RETRY: "ready"
};
/** After the result of one attempt the same session may be tried again. */
var over = {
	...breaks,
	attempt: "submitting",
	renew: "ready"
};
var leaving = {
	SDK_CALL_URL_SUCCESS: "redirecting",
	SDK_REDIRECT: "redirecting"
};
/** What is told and changes nothing. */
var remarks = (state) => ({
	SDK_DUPLICATE_SUBMISSION_BEHAVIOR: state,
	SDK_SUBMIT_NETWORK_ERROR: state,
	SDK_LAUNCH_PAYMENT_APP_ERROR: state
});
var challenge = { SDK_PAYMENT_CHALLENGE: "challenging" };
var badForm = { SDK_FORM_VERIFICATION_FAILED: "ready" };
var nextStates = {
	idle: { SDK_START_OF_LOADING: "loading" },
	loading: { SDK_END_OF_LOADING: "ready" },
	ready: {
		...open,
		...leaving,
		...challenge,
		...badForm,
		...remarks("ready"),
		attempt: "submitting"
	},
	submitting: {
		...open,
		...leaving,
		...challenge,
		...badForm,
		...remarks("submitting"),
		attempt: "submitting"
	},
	challenging: {
		...open,
		...remarks("challenging"),
		attempt: "challenging"
	},
	redirecting: {
		...open,
		...leaving,
		...remarks("redirecting"),
		attempt: "submitting"
	},
	succeeded: { renew: "ready" },
	failed: {
		...over,
		SDK_PAYMENT_RETRY: "ready"
	},
	processing: over,
	cancelled: over,
	errored: over,
	broken: {},
	disposed: {}
};
var knownSignals = new Set(Object.values(nextStates).flatMap((moves) => Object.keys(moves)));
/**
* The state after a signal, or undefined when the signal has no place in this state and its event must not be emitted. Codes
* nobody here knows change nothing and are let through while the form is there.
*/
function nextState(state, signal) {
	if (knownSignals.has(signal)) return nextStates[state][signal];
	return /^(?:idle|loading|broken|disposed)$/.test(state) ? void 0 : state;
}
/** The buyer has started something whose outcome is open. */
var isUnderWay = (state) => /^(?:submitting|challenging|redirecting)$/.test(state);
var isText = (value) => typeof value === "string";
var isFlag = (value) => typeof value === "boolean";
/** CSS pixels of a frame: a taller one would only bury the merchant's page. */
var isSize = (value) => typeof value === "number" && value >= 0 && value <= 2e4;
var isObject = (value) => typeof value === "object" && value !== null;
var areTexts = (value) => isObject(value) && Object.values(value).every(isText);
/** A check that also passes a field that is not there. No factory: a table of calls would be kept by every bundler. */
var perhapsText = (value) => value === void 0 || isText(value);
var perhapsTexts = (value) => value === void 0 || areTexts(value);
var perhapsObject = (value) => value === void 0 || isObject(value);
/** @param checks a message's row of the tables above. */
var holds = (checks, data) => isObject(data) && Object.entries(checks).every(([field, check]) => check(data[field]));
/** Messages of unknown type, of another version, beyond the size limit or of the wrong shape are ignored. */
function openLine(port, { checks, receivers }) {
	const waiting = /* @__PURE__ */ new Map();
	let lastId = 0;
	const post = (type, data, re) => {
		lastId += 1;
		const envelope = {
			v: 1,
			id: lastId,
			t: type,
			d: data,
			...re !== void 0 && { re }
		};
		port.postMessage(JSON.stringify(envelope));
		return lastId;
	};
	const ask = (type, data, timeoutMs) => new Promise((resolve, reject) => {
		const id = post(type, data);
		const timer = timeoutMs === void 0 ? void 0 : setTimeout(() => end(() => reject(/* @__PURE__ */ new Error("TIMEOUT"))), timeoutMs);
		const end = (settle) => {
			clearTimeout(timer);
			waiting.delete(id);
			settle();
		};
		waiting.set(id, {
			resolve: (value) => end(() => resolve(value)),
			reject: (error) => end(() => reject(error))
		});
	});
	const receive = async ({ t: type, d: data, id }) => {
		if (type === "ping") return void post("answer", true, id);
		if (!Object.hasOwn(receivers, type)) return;
		const name = type;
		if (!holds(checks[name], data)) return;
		const answer = await receivers[name]?.(data);
		if (answer !== void 0) post("answer", answer, id);
	};
	port.addEventListener("message", ({ data }) => {
		const envelope = parseEnvelope(data);
		if (!envelope) return;
		if (envelope.re === void 0) receive(envelope);
		else waiting.get(envelope.re)?.resolve(envelope.d);
	});
	port.start();
	return {
		send: (type, data) => void post(type, data),
		ask,
		ping: (timeoutMs) => ask("ping", {}, timeoutMs),
		close() {
			port.close();
			for (const { reject } of waiting.values()) reject(/* @__PURE__ */ new Error("CLOSED"));
		}
	};
}
function parseEnvelope(data) {
	if (typeof data !== "string" || data.length > 16384) return void 0;
	try {
		const parsed = JSON.parse(data);
		return parsed?.v === 1 && typeof parsed.id === "number" && typeof parsed.t === "string" ? parsed : void 0;
	} catch {
		return;
	}
}
var isMethod = (value) => value === "GET" || value === "POST";
var isPurpose = (value) => value === "payment" || value === "completed";
var toEntryChecks = {
	ready: { height: isSize },
	resize: {
		width: isSize,
		height: isSize
	},
	change: {
		isComplete: isFlag,
		isEmpty: isFlag,
		paymentMethodType: isText,
		brand: perhapsText
	},
	focus: {},
	blur: {},
	escape: {},
	"open-modal": {
		url: isText,
		title: isText,
		closeLabel: isText,
		confirm: areTexts,
		width: isSize,
		height: isSize
	},
	"close-modal": {},
	busy: { isBusy: isFlag },
	"before-submit": { paymentMethodType: isText },
	redirect: {
		method: isMethod,
		url: isText,
		parameters: perhapsTexts,
		appLinkUrl: perhapsText,
		schemeUrl: perhapsText,
		target: perhapsText,
		purpose: isPurpose
	},
	event: {
		code: isText,
		message: perhapsText,
		result: perhapsObject
	},
	fatal: {
		code: isText,
		message: isText,
		traceId: perhapsText
	}
};
/** The page's side: `line` resolves once the frame has said hello; `stop` gives up listening, `line` then stays pending. */
function connectAsEntry({ frame, frameOrigin, nonce }, receivers) {
	const listening = new AbortController();
	return {
		line: new Promise((resolve) => {
			const listen = ({ origin, source, data }) => {
				if (origin !== frameOrigin || source !== frame.contentWindow || !isGreeting(data, "hello", nonce)) return;
				listening.abort();
				const { port1, port2 } = new MessageChannel();
				const greeting = {
					opencashier: 1,
					type: "connect",
					nonce
				};
				frame.contentWindow?.postMessage(greeting, frameOrigin, [port2]);
				resolve(openLine(port1, {
					checks: toEntryChecks,
					receivers
				}));
			};
			addEventListener("message", listen, { signal: listening.signal });
		}),
		stop: () => listening.abort()
	};
}
function isGreeting(data, type, nonce) {
	const greeting = data;
	return typeof data === "object" && greeting?.opencashier === 1 && greeting.type === type && greeting.nonce === nonce;
}
/** For the document's own script to say hello once everything it needs has loaded. */
var helloMsMax = 1500;
var firstTryShare = .6;
/** A frame that may run scripts and send forms of the gateway's origin, and may not move the page it is in. */
function makeFrame(url, title) {
	const frame = document.createElement("iframe");
	frame.title = title;
	frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox");
	frame.allow = "payment;publickey-credentials-get;publickey-credentials-create;clipboard-write;otp-credentials";
	frame.referrerPolicy = "strict-origin";
	frame.style.cssText = "display:block;width:100%;border:0";
	frame.src = url;
	return frame;
}
/**
* Loads the gateway's frame and speaks first words with it. One silent second try when the first came to nothing: the network
* of a buyer on the move fails for seconds. Rejects with INITIALIZE_WEB_TIMEOUT.
*/
async function loadFrame(load) {
	const startedAt = performance.now();
	try {
		return await tryFrame(load, load.timeLimitMs * firstTryShare);
	} catch {
		return tryFrame(load, load.timeLimitMs - (performance.now() - startedAt));
	}
}
function tryFrame(load, timeLimitMs) {
	const { gatewayOrigin, clientId, title, parent, receivers, signal } = load;
	return new Promise((resolve, reject) => {
		const nonce = makeNonce();
		const query = new URLSearchParams({
			client: clientId,
			origin: location.origin
		});
		const frame = makeFrame(`${gatewayOrigin}/checkout/frame?${query}#${nonce}`, title);
		const { line, stop } = connectAsEntry({
			frame,
			frameOrigin: gatewayOrigin,
			nonce
		}, receivers);
		const waiting = new AbortController();
		const endWait = () => {
			clearTimeout(timer);
			waiting.abort();
		};
		const giveUp = () => {
			endWait();
			stop();
			frame.remove();
			reject(new CheckoutError("INITIALIZE_WEB_TIMEOUT", `No frame came from ${gatewayOrigin}.`));
		};
		let timer = setTimeout(giveUp, timeLimitMs);
		const onLoad = () => {
			clearTimeout(timer);
			timer = setTimeout(giveUp, Math.min(helloMsMax, timeLimitMs));
		};
		frame.addEventListener("load", onLoad, { signal: waiting.signal });
		signal.addEventListener("abort", giveUp, { signal: waiting.signal });
		const take = (connected) => {
			endWait();
			resolve({
				frame,
				line: connected
			});
		};
		line.then(take);
		frame.style.opacity = "0";
		if (signal.aborted) giveUp();
		else parent.append(frame);
	});
}
/** 128 bits, in the frame address's fragment only: no log and no other page knows it. */
function makeNonce() {
	const bytes = crypto.getRandomValues(/* @__PURE__ */ new Uint8Array(16));
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
/** An app that is there hides the page sooner. */
var appWaitMs = 2e3;
var isPhone = () => /Android|iPhone|iPad|iPod/i.test(navigator.userAgent);
/** Plain http only between pages that are plain http themselves: a sandbox on the developer's machine. */
function isWebAddress(url) {
	const protocol = parseAddress(url)?.protocol;
	return protocol === "https:" || protocol === "http:" && location.protocol === "http:";
}
/** Schemes that run or show something in the page's own name, or are no app's. */
var unsafeScheme = /^(?:javascript|data|blob|file|vbscript|about|https?):$/;
function isAppAddress(url) {
	const protocol = parseAddress(url)?.protocol;
	return protocol !== void 0 && !unsafeScheme.test(protocol);
}
/**
* Leaves the page for a wallet, a bank or the merchant's own result page: on a phone the app link, then the app's scheme, then
* the web; elsewhere the web. `onLeaving` hears once which link it was. Answers false when nothing could be opened.
*/
async function leaveFor(request, onLeaving) {
	const { url, appLinkUrl, schemeUrl } = request;
	if (isPhone()) {
		if (isWebAddress(appLinkUrl)) {
			onLeaving("applink");
			location.assign(appLinkUrl);
			return true;
		}
		if (isAppAddress(schemeUrl) && await opensApp(schemeUrl)) {
			onLeaving("scheme");
			return true;
		}
	}
	if (!isWebAddress(url)) return false;
	onLeaving("normal");
	goTo(request);
	return true;
}
function goTo({ method, url, parameters = {}, target }) {
	if (method === "POST") return postTo(url, parameters, target);
	if (target === "blank") {
		const tab = window.open(url, "_blank");
		if (tab) {
			tab.opener = null;
			return;
		}
	}
	if (target === "replace") location.replace(url);
	else location.assign(url);
}
/** An app that opens hides the page; one that is not there leaves it as it is. */
function opensApp(url) {
	return new Promise((resolve) => {
		const end = (isOpened) => {
			document.removeEventListener("visibilitychange", listen);
			clearTimeout(timer);
			resolve(isOpened);
		};
		const listen = () => {
			if (document.visibilityState === "hidden") end(true);
		};
		const timer = setTimeout(() => end(false), appWaitMs);
		document.addEventListener("visibilitychange", listen);
		location.assign(url);
	});
}
function postTo(url, parameters, target) {
	const form = document.createElement("form");
	form.method = "post";
	form.action = url;
	form.hidden = true;
	if (target === "blank") form.target = "_blank";
	for (const [name, value] of Object.entries(parameters)) {
		const field = document.createElement("input");
		field.type = "hidden";
		field.name = name;
		field.value = value;
		form.append(field);
	}
	document.body.append(form);
	HTMLFormElement.prototype.submit.call(form);
	form.remove();
}
var addressKeys = [
	"region",
	"address1",
	"address2",
	"city",
	"state",
	"zipCode"
];
function toBillingAddress(argument) {
	const given = argument.billingAddress ?? argument;
	const entries = addressKeys.flatMap((key) => {
		const value = given[key];
		return typeof value === "string" && value !== "" ? [[key, value]] : [];
	});
	return entries.length > 0 ? Object.fromEntries(entries) : void 0;
}
/** By the error's code where the component classes tell it by one of their own, otherwise by the status. */
var codes = {
	FORM_INVALID: "SDK_FORM_VERIFICATION_FAILED",
	REPEAT_REQ_REJECT: "SDK_DUPLICATE_SUBMISSION_BEHAVIOR",
	SUBMIT_PAYMENT_TIMEOUT: "SUBMIT_PAYMENT_TIMEOUT",
	UI_STATE_ERROR: "UI_STATE_ERROR",
	USER_CANCELED: "USER_CANCELED",
	SUCCESS: "SDK_PAYMENT_SUCCESSFUL",
	FAIL: "SDK_PAYMENT_FAIL",
	PROCESSING: "SDK_PAYMENT_PROCESSING",
	PENDING: "SDK_PAYMENT_PROCESSING",
	CANCELLED: "SDK_PAYMENT_CANCEL"
};
var toSubmitted = ({ status, error }) => ({
	code: codes[error?.code ?? ""] ?? codes[status] ?? "SDK_INTERNAL_ERROR",
	message: error?.message ?? "",
	needChangeSessionForRetry: error?.needChangeSessionForRetry ?? false,
	result: {
		paymentStatus: status,
		paymentResultCode: error?.code,
		traceId: error?.traceId
	}
});
var toFailure = (status, code, message) => ({
	status,
	error: {
		code,
		message,
		needChangeSessionForRetry: false
	}
});
var notThere = toFailure("FAIL", "UI_STATE_ERROR", "The form is not there.");
/** In the languages the frame has; English otherwise. */
function textsOf(languageTag) {
	const [form = "", close = "", text = "", stay = "", leave = ""] = (lines[/^zh-(?:.*-)?(?:Hant|HK|MO|TW)/.test(languageTag) ? "zh-Hant" : languageTag.split("-")[0] ?? ""] ?? english).split("|");
	return {
		form,
		close,
		question: {
			text,
			stay,
			leave
		}
	};
}
var english = "Secure payment|Close|Leave without paying?|Continue|Leave";
var lines = {
	ar: "دفع آمن|إغلاق|المغادرة دون دفع؟|متابعة|مغادرة",
	de: "Sichere Zahlung|Schließen|Ohne Zahlung verlassen?|Weiter|Verlassen",
	es: "Pago seguro|Cerrar|¿Salir sin pagar?|Continuar|Salir",
	fr: "Paiement sécurisé|Fermer|Quitter sans payer ?|Continuer|Quitter",
	fil: "Ligtas na pagbabayad|Isara|Umalis nang hindi nagbabayad?|Ituloy|Umalis",
	id: "Pembayaran aman|Tutup|Keluar tanpa membayar?|Lanjut|Keluar",
	it: "Pagamento sicuro|Chiudi|Uscire senza pagare?|Continua|Esci",
	ja: "安全な支払い|閉じる|支払わずに離れますか？|続ける|離れる",
	ko: "안전 결제|닫기|결제하지 않고 나가시겠습니까?|계속|나가기",
	ms: "Pembayaran selamat|Tutup|Keluar tanpa membayar?|Teruskan|Keluar",
	nl: "Veilig betalen|Sluiten|Verlaten zonder te betalen?|Doorgaan|Verlaten",
	pt: "Pagamento seguro|Fechar|Sair sem pagar?|Continuar|Sair",
	th: "ชำระเงินปลอดภัย|ปิด|ออกโดยไม่ชำระเงินหรือไม่|ดำเนินการต่อ|ออก",
	vi: "Thanh toán an toàn|Đóng|Rời đi mà không thanh toán?|Tiếp tục|Rời đi",
	zh: "安全支付|关闭|不付款就离开吗？|继续|离开",
	"zh-Hant": "安全付款|關閉|不付款就離開嗎？|繼續|離開"
};
/** Two pings in a row without answer: the frame has been silent for a minute. */
var pingMsMax = 3e4;
var pauseMs = 15e3;
var askMsMax = 15e3;
/** The card form with its button, before the frame tells its own height. */
var firstHeight = 420;
/** One form in the page, from its first byte to its end; docs of the states are in core/checkout-state.ts. */
var Mounted = class {
	#options;
	#listener;
	#root = makeNode("div", { id: "ams-component-container" });
	#section = makeNode("div", { id: "ams-component-section" });
	#life = new AbortController();
	#state = "idle";
	#gatewayFrame;
	#challenge;
	#submitting;
	#form;
	#onStarted = () => {};
	constructor(options, listener) {
		this.#options = options;
		this.#listener = listener;
	}
	/** Aborted when the form was removed: no callback runs after that. */
	get signal() {
		return this.#life.signal;
	}
	/** False also when the form failed, or the page took our element away by hand: another may take its place. */
	get isAlive() {
		return this.#root.isConnected && this.#state !== "broken" && this.#state !== "disposed";
	}
	/** Also when all there is to see is what is wrong. */
	get isShown() {
		return this.#root.isConnected;
	}
	get isSubmitting() {
		return this.#submitting !== void 0;
	}
	/** The buyer would lose something by leaving now. */
	get hasInput() {
		return isUnderWay(this.#state) || this.#state === "ready" && this.#form?.isEmpty === false;
	}
	/** Resolves once the form is painted, or was removed meanwhile. Rejects with CheckoutError, its event having been emitted. */
	async start() {
		const { container, showLoading, timeLimitMs } = this.#options;
		const skeleton = showLoading ? makeSkeleton() : void 0;
		this.#signal("SDK_START_OF_LOADING");
		adoptStyles(container);
		this.#section.style.cssText = `position:relative;min-height:${firstHeight}px`;
		if (skeleton) this.#section.append(skeleton);
		this.#root.append(this.#section);
		container.append(this.#root);
		const failure = await this.#load(timeLimitMs);
		skeleton?.remove();
		if (this.#gatewayFrame) this.#gatewayFrame.frame.style.opacity = "1";
		if (this.signal.aborted) return;
		this.#signal("SDK_END_OF_LOADING");
		if (!failure) return;
		this.#signal(this.#options.failureCode, { message: failure.message });
		if (failure.code.startsWith("INITIALIZE")) this.#root.remove();
		throw failure;
	}
	/** What went wrong, or nothing once the frame has painted its form. */
	#load(timeLimitMs) {
		const loading = new AbortController();
		return new Promise((resolve) => {
			const timer = setTimeout(() => {
				const code = this.#gatewayFrame ? "INITIALIZE_API_TIMEOUT" : "INITIALIZE_WEB_TIMEOUT";
				this.#onStarted(new CheckoutError(code, `The form did not come within ${timeLimitMs} ms.`));
			}, timeLimitMs);
			this.#onStarted = (failure) => {
				clearTimeout(timer);
				loading.abort();
				resolve(failure);
			};
			this.signal.addEventListener("abort", () => this.#onStarted());
			const { gatewayOrigin, session, languageTag } = this.#options;
			loadFrame({
				gatewayOrigin,
				clientId: session.hints.clientId ?? "",
				title: textsOf(languageTag).form,
				parent: this.#section,
				receivers: this.#receivers(),
				timeLimitMs,
				signal: loading.signal
			}).then((gatewayFrame) => this.#init(gatewayFrame), (failure) => this.#onStarted(failure));
		});
	}
	#init(gatewayFrame) {
		const { mode, session, languageTag: locale, look } = this.#options;
		const asksBeforeSubmit = this.#listener.onBeforeSubmit !== void 0;
		this.#gatewayFrame = gatewayFrame;
		gatewayFrame.line.send("init", {
			...look,
			sessionData: session.text,
			mode,
			locale,
			asksBeforeSubmit
		});
	}
	#receivers() {
		const { onResize, onChange, onEscape, onBeforeSubmit } = this.#listener;
		return {
			ready: ({ height }) => {
				this.#setHeight(height);
				this.#onStarted();
			},
			fatal: ({ code, message, traceId }) => {
				if (this.#state === "loading") this.#onStarted(new CheckoutError(code, message, traceId));
				else this.#signal(this.#options.failureCode, { message: `${message} (${code})` });
			},
			resize: (size) => {
				this.#setHeight(size.height);
				onResize(size);
			},
			change: (form) => {
				this.#form = form;
				onChange(form);
			},
			escape: onEscape,
			busy: ({ isBusy }) => this.#signal(isBusy ? "attempt" : "settled"),
			event: (event) => this.#signal(event.code, event),
			redirect: (request) => void this.#redirect(request),
			"before-submit": async ({ paymentMethodType }) => ({ proceed: await onBeforeSubmit?.(paymentMethodType) ?? true }),
			"open-modal": (request) => this.#openChallenge(request),
			"close-modal": () => this.#closeChallenge()
		};
	}
	#setHeight(height) {
		this.#section.style.minHeight = `${height}px`;
		const style = this.#gatewayFrame?.frame.style;
		if (style) style.height = `${height}px`;
	}
	/** The only way to move on, and the only way an event gets out. */
	#signal(signal, event) {
		const next = nextState(this.#state, signal);
		if (next === void 0) return;
		this.#state = next;
		if (/^[A-Z]/.test(signal)) this.#listener.onEvent({
			...event,
			code: signal
		});
	}
	async #redirect(request) {
		const { isNativeAppWebview, look } = this.#options;
		const { purpose, url: normalUrl, schemeUrl, appLinkUrl: applinkUrl } = request;
		const isPayment = purpose === "payment";
		if (!isPayment && look.notRedirectAfterComplete) return;
		if (isPayment && isNativeAppWebview) return this.#signal("SDK_REDIRECT", { result: { redirectUrls: {
			applinkUrl,
			schemeUrl,
			normalUrl
		} } });
		if (!await leaveFor(request, (link) => {
			if (isPayment) this.#signal("SDK_CALL_URL_SUCCESS", { message: `${link}: ${normalUrl}` });
		})) this.#signal("SDK_LAUNCH_PAYMENT_APP_ERROR", { message: "No link of the payment could be opened." });
	}
	/** Pages of the gateway only: what else asks for a dialog is no frame of ours. */
	#openChallenge(request) {
		if (parseAddress(request.url)?.origin !== this.#options.gatewayOrigin) return;
		this.#closeChallenge();
		const frame = makeFrame(request.url, request.title);
		frame.style.height = "100%";
		this.#challenge = openDialog({
			id: "ams-component-mask",
			label: request.title,
			heading: request.title,
			closeLabel: request.closeLabel,
			width: request.width,
			height: request.height,
			isDark: this.#options.look.appearance.theme === "night",
			question: () => request.confirm,
			onClosed: (reason) => this.#gatewayFrame?.line.send("modal-closed", { reason })
		});
		this.#challenge.body.append(frame);
	}
	#closeChallenge() {
		this.#challenge?.close();
		this.#challenge = void 0;
	}
	/** Always settles. While one attempt is under way it is the answer to every further call. */
	submit(billingAddress) {
		if (this.#submitting) {
			this.#signal("SDK_DUPLICATE_SUBMISSION_BEHAVIOR");
			return this.#submitting;
		}
		const line = this.#gatewayFrame?.line;
		if (!line || !this.isAlive || this.#state === "loading") return Promise.resolve(notThere);
		this.#signal("attempt");
		const answered = line.ask("submit", billingAddress ? { billingAddress } : {}).then(toSubmitResult);
		this.#submitting = Promise.race([answered, untilSilent(line, answered)]).catch(() => toFailure("PROCESSING", "USER_CANCELED", "The form was removed.")).finally(() => {
			this.#submitting = void 0;
			this.#signal("settled");
		});
		return this.#submitting;
	}
	/** False when the form is not there, or does not answer. */
	async validate() {
		return (this.isAlive ? await this.#ask("validate", {}) : void 0)?.["isValid"] === true;
	}
	async update(sessionData) {
		if ((this.isAlive ? await this.#ask("update", { sessionData }) : void 0)?.["ok"] !== true) return false;
		this.#signal("renew");
		return true;
	}
	async #ask(type, data) {
		try {
			return await this.#gatewayFrame?.line.ask(type, data, askMsMax);
		} catch {
			return;
		}
	}
	/** The buyer goes: what that means depends on whether something was started. */
	leave() {
		if (this.#state === "loading") this.#signal("SDK_END_OF_LOADING");
		if (isUnderWay(this.#state)) this.#signal("SDK_PAYMENT_PROCESSING", { result: { paymentResultCode: "PAYMENT_IN_PROCESS" } });
		else this.#signal("SDK_PAYMENT_CANCEL");
	}
	focus() {
		this.#gatewayFrame?.frame.focus();
		this.#gatewayFrame?.line.send("focus", {});
	}
	destroy() {
		if (this.#state === "disposed") return;
		this.#state = "disposed";
		this.#life.abort();
		this.#gatewayFrame?.line.send("dispose", {});
		this.#gatewayFrame?.line.close();
		this.#closeChallenge();
		this.#root.remove();
	}
};
/** The other side's answer; merchants branch on its flag, so that it is a boolean whatever came. */
function toSubmitResult(answer) {
	const { error, ...result } = answer;
	if (typeof result.status !== "string") return toFailure("PROCESSING", "UNKNOWN_EXCEPTION", "The answer is not readable.");
	if (!error) return result;
	const { code = "UNKNOWN_EXCEPTION", message = "", needChangeSessionForRetry = false } = error;
	return {
		...result,
		error: {
			...error,
			code,
			message,
			needChangeSessionForRetry
		}
	};
}
/** Resolves when the frame has not been heard of for a minute, while it owes an answer. */
async function untilSilent(line, answered) {
	let isOver = false;
	const end = () => void (isOver = true);
	answered.then(end, end);
	const isHeard = () => line.ping(pingMsMax).then(() => true, () => false);
	while (await isHeard() || await isHeard()) {
		if (isOver) break;
		await new Promise((resolve) => setTimeout(resolve, pauseMs));
	}
	return toFailure("PROCESSING", "SUBMIT_PAYMENT_TIMEOUT", "The form does not answer: ask your server.");
}
var callbackName = /^on[A-Z]/;
/** Throws for a callback that is no function: it would be missed only when money has moved. */
function checkCallbacks(options) {
	for (const [name, value] of Object.entries(options)) if (callbackName.test(name) && value !== void 0 && value !== null && typeof value !== "function") throw new TypeError(`${name} must be a function.`);
}
/**
* Calls a merchant's callback after our own state has settled, unless `signal` has been aborted by then. What it throws is
* reported as the page's own uncaught error and stops nothing here.
*/
function call(callback, value, signal) {
	if (!callback) return;
	queueMicrotask(() => {
		if (signal?.aborted) return;
		try {
			callback(value);
		} catch (error) {
			reportLater(error);
		}
	});
}
/** As the page's own uncaught error: its monitoring hears of it, and nothing here stops. */
function reportLater(error) {
	setTimeout(() => {
		throw error;
	});
}
/** The element a selector names, or the element that was given itself. */
function findContainer(selector) {
	if (selector instanceof HTMLElement) return selector;
	if (typeof selector !== "string") return void 0;
	try {
		return document.querySelector(selector) ?? void 0;
	} catch {
		return;
	}
}
var frameMsMax$1 = 15e3;
var popupWidth = 672;
/** Codes that the original reports to onError as well as to onEventCallback. */
var errorCodes = /* @__PURE__ */ new Set([
	"SDK_CREATECOMPONENT_ERROR",
	"SDK_INTERNAL_ERROR",
	"SDK_PAYMENT_ERROR"
]);
/**
* The base of the component classes: their promises reject, and the callbacks hear the same.
* Source: the original web SDK 1.47, its public behaviour, observed 2026-11-22; docs/integrating/checkout-sdk.md says where
* this one differs.
*/
var AMSCheckout = class {
	#options;
	#languageTag;
	/** By the element they are in; the popup by the page's body. */
	#forms = /* @__PURE__ */ new Map();
	#dialog;
	/** Throws TypeError for a callback that is no function. Further arguments of the original chose a scene; they are ignored. */
	constructor(options = {}, ..._ignored) {
		checkCallbacks(options);
		this.#options = options;
		this.#languageTag = toLanguageTag(options.locale);
		if (options.networkMode === "proxy") call(options.onError, {
			code: "SDK_INIT_PARAMETER_ERROR",
			message: proxyMessage
		});
	}
	/**
	* Shows the form in a dialog over the page; resolves once it is painted.
	* Rejects with SDK_CREATEPAYMENT_PARAMETER_ERROR, or SDK_CREATECOMPONENT_ERROR when no form came or one is open already.
	*/
	createComponent(params) {
		const source = this.#findSource(params);
		if (source instanceof CheckoutError) return this.#refuseParameters(source);
		if (this.#isTaken(document.body)) return this.#refuseSecond();
		const texts = textsOf(this.#languageTag);
		const dialog = openDialog({
			id: `ams-checkout-component-${matchMedia("(max-width: 640px)").matches ? "mobile" : "desktop"}`,
			label: texts.form,
			heading: "",
			closeLabel: texts.close,
			width: popupWidth,
			isDark: (params.appearance?.theme ?? params.appearance?.themeType) === "night",
			question: () => this.#forms.get(document.body)?.hasInput ? texts.question : void 0,
			onClosed: () => this.#closedByBuyer()
		});
		this.#dialog?.close();
		this.#dialog = dialog;
		const mounted = this.#mount(params, source, {
			container: document.body,
			mode: "popup",
			dialog
		});
		const form = this.#forms.get(document.body);
		mounted.then(() => form?.focus(), () => form?.isShown || dialog.close());
		return mounted;
	}
	/** Shows the form inside an element: a selector, or the element itself. Settles as createComponent does. */
	mountComponent(params, selector) {
		const source = this.#findSource(params);
		if (source instanceof CheckoutError) return this.#refuseParameters(source);
		const container = findContainer(selector);
		if (!container) return this.#refuseParameters(parameterError("The element to mount to was not found."));
		if (this.#isTaken(container)) return this.#refuseSecond();
		return this.#mount(params, source, {
			container,
			mode: "inline"
		});
	}
	#findSource(params) {
		if (this.#options.networkMode === "proxy") return new CheckoutError("SDK_INIT_PARAMETER_ERROR", proxyMessage);
		const session = parseSessionData(params?.sessionData ?? params?.paymentSessionData);
		if (!session) return parameterError("sessionData is missing or not readable.");
		const gatewayOrigin = findGatewayOrigin(this.#options.gatewayOrigin, session);
		return gatewayOrigin ? {
			session,
			gatewayOrigin
		} : parameterError("No gateway is known: set gatewayOrigin.");
	}
	#mount(params, source, { container, mode, dialog }) {
		const { onSizeChanged, onChange, onPaymentMethodSelected, onBeforeSubmit } = this.#options;
		let method = "";
		const form = new Mounted({
			...toFormOptions(params, { showSubmitButton: true }),
			container: dialog?.body ?? container,
			mode,
			...source,
			languageTag: this.#languageTag,
			timeLimitMs: frameMsMax$1,
			failureCode: "SDK_CREATECOMPONENT_ERROR"
		}, {
			onEvent: (event) => this.#emit(event, form.signal),
			onResize: (size) => call(onSizeChanged, size, form.signal),
			onChange: (state) => {
				call(onChange, state, form.signal);
				if (state.paymentMethodType === method) return;
				method = state.paymentMethodType;
				call(onPaymentMethodSelected, { paymentMethodType: method }, form.signal);
			},
			onEscape: () => dialog?.askToClose("escape"),
			onBeforeSubmit: onBeforeSubmit && ((paymentMethodType) => this.#mayProceed({ paymentMethodType }))
		});
		this.#forms.get(container)?.destroy();
		this.#forms.delete(container);
		this.#forms.set(container, form);
		return form.start().catch((failure) => {
			throw new CheckoutError("SDK_CREATECOMPONENT_ERROR", `${failure.message} (${failure.code})`);
		});
	}
	#newestForm() {
		return [...this.#forms.values()].at(-1);
	}
	#isTaken(container) {
		return this.#forms.get(container)?.isAlive === true;
	}
	#refuseParameters(problem) {
		const refused = Promise.reject(problem);
		refused.catch(() => {}).then(() => call(this.#options.onError, problem));
		return refused;
	}
	/** The callback first, then the promise: the original's order, here too. */
	#refuseSecond() {
		const error = new CheckoutError("SDK_CREATECOMPONENT_ERROR", "It is mounted: call unmount() first.");
		call(this.#options.onError, error);
		return Promise.reject(error);
	}
	#emit(event, signal) {
		const { onError, onEventCallback } = this.#options;
		if (errorCodes.has(event.code)) call(onError, {
			code: event.code,
			message: event.message ?? event.code
		}, signal);
		call(onEventCallback, event, signal);
	}
	#closedByBuyer() {
		this.#forms.get(document.body)?.leave();
		queueMicrotask(() => {
			this.unmount();
			call(this.#options.onClose, void 0);
		});
	}
	async #mayProceed(state) {
		try {
			const answer = await this.#options.onBeforeSubmit?.(state);
			return answer?.result !== "CANCEL" && answer?.result !== "ERROR";
		} catch (error) {
			reportLater(error);
			return false;
		}
	}
	/** For a pay button of the merchant's own. Always settles, and never rejects. */
	async submit(argument = {}) {
		const form = this.#newestForm();
		if (form && !form.isSubmitting && !await this.#mayProceed({})) return toSubmitted(toFailure("FAIL", "USER_CANCELED", "onBeforeSubmit stopped it."));
		return toSubmitted(await form?.submit(toBillingAddress(argument)) ?? notThere);
	}
	async validateFields() {
		return { isValid: await this.#newestForm()?.validate() === true };
	}
	/** Device wallets need a domain registered with their makers, and no gateway of ours has them yet. */
	canMakePayments(method, _subMethod) {
		return Promise.resolve(!/^(?:apple|google)_?pay$/i.test(method ?? ""));
	}
	/** The original takes the device's fingerprint here. Nothing is collected. */
	initSecurity(_options) {}
	/** Takes every form of this object off the page. Any number of times. */
	unmount() {
		for (const form of this.#forms.values()) form.destroy();
		this.#forms.clear();
		this.#dialog?.close();
		this.#dialog = void 0;
	}
	destroy() {
		this.unmount();
	}
	/** The original loads a frame and a fingerprint library ahead of time. There is little to load here, and nothing is. */
	static preload(_options) {}
};
var proxyMessage = "networkMode proxy is not supported.";
var parameterError = (message) => new CheckoutError("SDK_CREATEPAYMENT_PARAMETER_ERROR", message);
var AMSCashierPayment = class extends AMSCheckout {};
var AntomElement = class extends AMSCheckout {};
/** The checkout inside an element of the page. Wrong parameters throw; what fails later is heard by the callbacks. */
var AMSCheckoutPage = class {
	#inner;
	#isMounted = false;
	constructor(options = {}) {
		checkCallbacks(options);
		this.#inner = new AMSCheckout(options);
	}
	/**
	* Throws PARAMS_ERROR_INVALID_SESSION_DATA, PARAMS_ERROR_INVALID_SELECTOR and PARAMS_ERROR_ALREADY_MOUNTED, as the error's
	* name.
	*/
	mountComponent(params, selector) {
		if (!parseSessionData(params?.sessionData)) throw paramsError("INVALID_SESSION_DATA", "sessionData is missing or not readable.");
		const container = findContainer(selector);
		if (!container) throw paramsError("INVALID_SELECTOR", "The element to mount to was not found.");
		if (this.#isMounted) throw paramsError("ALREADY_MOUNTED", "It is mounted: call unmount() first.");
		this.#isMounted = true;
		this.#inner.mountComponent(params, container).catch(() => {
			this.#isMounted = false;
		});
	}
	unmount() {
		this.#isMounted = false;
		this.#inner.unmount();
	}
	destroy() {
		this.unmount();
	}
};
function paramsError(what, message) {
	const error = new Error(message);
	error.name = `PARAMS_ERROR_${what}`;
	return error;
}
var frameMsMax = 1e4;
/** The payment element: its promises resolve, with an `error` inside when something went wrong. */
var AMSElement = class {
	#options;
	#sessionData;
	#form;
	/** Throws InvalidElementConfigError naming every bad field, and TypeError for a callback that is no function. */
	constructor(options) {
		const sessionData = options?.sessionData;
		if (typeof sessionData !== "string" || sessionData === "") throw new InvalidElementConfigError([{
			field: "sessionData",
			message: "is required"
		}]);
		checkCallbacks(options);
		this.#options = options;
		this.#sessionData = sessionData;
	}
	/**
	* Resolves once the form is painted, or with an error: PARAM_INVALID, UI_STATE_ERROR, ERR_DATA_STRUCT_UNRECOGNIZED,
	* INITIALIZE_WEB_TIMEOUT, INITIALIZE_API_TIMEOUT, or what the gateway answered.
	*/
	async mount(options, selector) {
		if (options?.type !== "payment") return this.#refuse("PARAM_INVALID", "The type of the element must be \"payment\".");
		const container = findContainer(selector);
		if (!container) return this.#refuse("PARAM_INVALID", "The element to mount to was not found.");
		if (this.#form?.isAlive) return { error: {
			code: "UI_STATE_ERROR",
			message: "It is mounted: call unmount() first."
		} };
		const session = parseSessionData(this.#sessionData);
		if (!session) return this.#refuse("ERR_DATA_STRUCT_UNRECOGNIZED", "sessionData is not readable.");
		const gatewayOrigin = findGatewayOrigin(this.#options.gatewayOrigin, session);
		if (!gatewayOrigin) return this.#refuse("PARAM_INVALID", "No gateway is known: set gatewayOrigin.");
		this.#form?.destroy();
		const form = new Mounted({
			...toFormOptions({
				...this.#options,
				...options,
				appearance: {
					...this.#options.appearance,
					...options.appearance
				}
			}, { showSubmitButton: false }),
			container,
			gatewayOrigin,
			session,
			mode: "inline",
			languageTag: toLanguageTag(this.#options.locale),
			timeLimitMs: frameMsMax,
			failureCode: "SDK_CREATE_COMPONENT_ERROR"
		}, {
			onEvent: (event) => this.#emit(event, form.signal),
			onResize: () => {},
			onChange: () => {},
			onEscape: () => {},
			onBeforeSubmit: void 0
		});
		this.#form = form;
		return form.start().then(() => ({}), toError);
	}
	#emit(event, signal) {
		const { loading, onEventCallback } = this.#options;
		if (event.code === "SDK_START_OF_LOADING") call(loading?.onStartLoading, void 0, signal);
		if (event.code === "SDK_END_OF_LOADING") call(loading?.onEndLoading, void 0, signal);
		call(onEventCallback, event, signal);
	}
	#refuse(code, message) {
		call(this.#options.onEventCallback, {
			code: "SDK_CREATEPAYMENT_PARAMETER_ERROR",
			message
		});
		return { error: {
			code,
			message
		} };
	}
	async validateFields() {
		return { isValid: await this.#form?.validate() === true };
	}
	/** Always settles, and never rejects. A call while an attempt is under way is answered with that attempt's result. */
	async submitPayment() {
		return await this.#form?.submit(void 0) ?? notThere;
	}
	/** Another session for the same order, as after a change of the amount: what the buyer has typed stays. */
	async updatePayment(sessionData) {
		if (!parseSessionData(sessionData) || await this.#form?.update(sessionData) !== true) return false;
		this.#sessionData = sessionData;
		return true;
	}
	destroy() {
		this.#form?.destroy();
		this.#form = void 0;
	}
	unmount() {
		this.destroy();
	}
};
var toError = ({ code, message, traceId }) => ({ error: {
	code,
	message,
	...traceId && { traceId }
} });
/** A scene the gateway has no product for. It says so, the way every form that cannot be created does. */
var UnavailableScene = class extends AMSCheckout {
	#options;
	constructor(options = {}, ...ignored) {
		super(options, ...ignored);
		this.#options = options;
	}
	createComponent(..._ignored) {
		return this.#refuse();
	}
	mountComponent(..._ignored) {
		return this.#refuse();
	}
	#refuse() {
		const error = new CheckoutError("SDK_CREATECOMPONENT_ERROR", "This gateway takes one-time payments only.");
		call(this.#options.onError, error);
		call(this.#options.onEventCallback, {
			code: error.code,
			message: error.message
		});
		return Promise.reject(error);
	}
};
var AMSVaulting = class extends UnavailableScene {};
var AMSAutoDebit = class extends UnavailableScene {};
var AMSAutoDebitPay = class extends UnavailableScene {};
var AMSEasyPay = class extends UnavailableScene {};
var AddressElement = class extends UnavailableScene {
	getValue(_hasValidate) {
		return Promise.resolve({
			complete: false,
			value: {}
		});
	}
};
export { AMSAutoDebit, AMSAutoDebitPay, AMSCashierPayment, AMSCheckout, AMSCheckout as default, AMSCheckoutPage, AMSEasyPay, AMSElement, AMSVaulting, AddressElement, AntomElement, CheckoutError, InvalidElementConfigError };
