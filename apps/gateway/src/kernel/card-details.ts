/**
 * A card as the payer typed it or the merchant sent it. Travels only inside a `Secret`, from the request that brought it
 * to the acquirer's `authorize`, and is never stored with its verification value (PCI DSS 3.3.1).
 */
export type CardDetails = {
  /** Digits only. */
  readonly number: string;
  /** 01 to 12. */
  readonly expiryMonth: string;
  /** Two digits. */
  readonly expiryYear: string;
  /** Verification value, three or four digits; absent for a stored card. */
  readonly cvc?: string;
  readonly cardholderName?: string;
  /** Brand the payer chose on a co-badged card, else the one its number shows, e.g. VISA. */
  readonly brand: string;
};
