// The shop's part of the checkout page. The gateway's script has put AMSElement and AMSCashierPayment on the window.
const mount = document.getElementById("checkout");
const pay = document.getElementById("pay");
const open = document.getElementById("open");
const statusLine = document.getElementById("status");
const events = document.getElementById("events");
const { session: sessionData, style, stay, order } = mount.dataset;
const notRedirectAfterComplete = stay === "1";

/** The browser's word about a payment is a hint; the order page asks the shop's server. */
const finals = ["SDK_PAYMENT_SUCCESSFUL", "SDK_PAYMENT_PROCESSING"];

function onEventCallback({ code, message, result }) {
  const line = document.createElement("li");
  line.textContent = [code, result?.paymentResultCode, message].filter(Boolean).join(" · ");
  events.append(line);
  if (code === "SDK_PAYMENT_RETRY") statusLine.textContent = "That did not work. Please try again.";
  if (!finals.includes(code) || !notRedirectAfterComplete || statusLine.querySelector("a")) return;
  const link = document.createElement("a");
  link.href = order;
  link.textContent = "See your order";
  statusLine.replaceChildren("Thank you. ", link);
}

async function startElement() {
  const element = new window.AMSElement({
    sessionData,
    environment: "sandbox",
    locale: navigator.language,
    onEventCallback,
  });
  const { error } = await element.mount({ type: "payment", notRedirectAfterComplete }, "#checkout");
  if (error) {
    statusLine.textContent = error.message;
    return;
  }
  pay.disabled = false;
  const submit = async () => {
    pay.disabled = true;
    statusLine.textContent = "";
    const { status, error: failure } = await element.submitPayment();
    pay.disabled = false;
    // The form says how it ended. Another try after a final failure needs a new session, which is a new order here.
    pay.hidden = status === "SUCCESS" || status === "PENDING" || failure?.needChangeSessionForRetry === true;
  };
  pay.addEventListener("click", () => void submit());
}

function startPopup() {
  const cashier = new window.AMSCashierPayment({
    environment: "sandbox",
    locale: navigator.language,
    onEventCallback,
    onError: ({ message }) => (statusLine.textContent = message),
    onClose: () => (statusLine.textContent = "You closed the payment window."),
  });
  open.addEventListener("click", () =>
    cashier.createComponent({ sessionData, notRedirectAfterComplete }).catch(() => {}),
  );
}

if (style === "popup") startPopup();
else void startElement();
