export type Bank = { readonly bankIdentifierCode: string; readonly name: string };

const bank = (bankIdentifierCode: string, name: string): Bank => ({ bankIdentifierCode, name });

/**
 * Banks a payer chooses from beforehand.
 * Source: Antom, bank lists of ONLINEBANKING_FPX and IDEAL, read 2026-11-22. P24 numbers its banks; the numbers here are
 * the sandbox's.
 */
const banksByMethod: Readonly<Record<string, readonly Bank[]>> = {
  ONLINEBANKING_FPX: [
    bank("MYM2U", "Maybank2U"),
    bank("MYCIMBCLICKS", "CIMB Clicks"),
    bank("MYPBB", "Public Bank"),
    bank("MYRHB", "RHB Bank"),
    bank("MYHLB", "Hong Leong Bank"),
    bank("MYAMB", "AmBank"),
    bank("MYBISM", "Bank Islam"),
    bank("MYABB", "Affin Bank"),
    bank("MYAGB", "Agrobank"),
    bank("MYABMB", "Alliance Bank"),
    bank("MYBMMB", "Bank Muamalat"),
    bank("MYBOC", "Bank of China"),
    bank("MYBKRM", "Bank Rakyat"),
    bank("MYBSN", "Bank Simpanan Nasional"),
    bank("MYHSBC", "HSBC Bank"),
    bank("MYKFH", "Kuwait Finance House"),
    bank("MYOCBC", "OCBC Bank"),
    bank("MYSCB", "Standard Chartered"),
    bank("MYUOB", "UOB Bank"),
  ],
  IDEAL: [
    bank("RABONL2U", "Rabobank"),
    bank("ABNANL2A", "ABN AMRO"),
    bank("INGBNL2A", "ING"),
    bank("SNSBNL2A", "SNS"),
    bank("ASNBNL21", "ASN Bank"),
    bank("RBRBNL21", "RegioBank"),
    bank("KNABNL2H", "Knab"),
    bank("BUNQNL2A", "bunq"),
    bank("REVOLT21", "Revolut"),
    bank("TRIONL2U", "Triodos Bank"),
    bank("FVLBNL22", "Van Lanschot"),
  ],
  P24: [bank("1", "Sandbox Bank 1"), bank("2", "Sandbox Bank 2"), bank("3", "Sandbox Bank 3")],
};

/** Empty for methods without a list. */
export const banksFor = (paymentMethodType: string): readonly Bank[] => banksByMethod[paymentMethodType] ?? [];
