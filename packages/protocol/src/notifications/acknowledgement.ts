import { object, part, type Static } from "../schemas/field.ts";
import { resultSchema } from "../schemas/result.ts";

/** Source: Antom, notifications, acknowledgement, read 2026-11-22. */
export const acknowledgementSchema = object("Acknowledgement", "The merchant's answer to a notification.", {
  result: part(resultSchema, "SUCCESS and S: received. Anything else makes the gateway send again."),
});

export type Acknowledgement = Static<typeof acknowledgementSchema>;

/** What a merchant answers, unsigned, with HTTP status 200. */
export const acknowledged: Acknowledgement = {
  result: { resultCode: "SUCCESS", resultStatus: "S", resultMessage: "success" },
};
