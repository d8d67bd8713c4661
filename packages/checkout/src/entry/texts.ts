import type { Question } from "./dialog.ts";

/** The few words the page itself says; everything else is in the frame. */
type Texts = {
  /** What the frame and the popup are called. */
  readonly form: string;
  readonly close: string;
  /** Asked before the buyer closes the popup. */
  readonly question: Question;
};

/** In the languages the frame has; English otherwise. */
export function textsOf(languageTag: string): Texts {
  const isTraditional = /^zh-(?:.*-)?(?:Hant|HK|MO|TW)/.test(languageTag);
  const line = lines[isTraditional ? "zh-Hant" : (languageTag.split("-")[0] ?? "")] ?? english;
  const [form = "", close = "", text = "", stay = "", leave = ""] = line.split("|");
  return { form, close, question: { text, stay, leave } };
}

const english = "Secure payment|Close|Leave without paying?|Continue|Leave";

const lines: Readonly<Record<string, string>> = {
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
  "zh-Hant": "安全付款|關閉|不付款就離開嗎？|繼續|離開",
};
