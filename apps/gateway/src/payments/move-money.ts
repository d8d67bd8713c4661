import type { Connector, FollowUpAnswer, FollowUpRequest } from "../acquirers/index.ts";
import { assert } from "../kernel/index.ts";
import { askAcquirer } from "./ask-acquirer.ts";

export type MoneyMove = {
  readonly connector: Connector;
  readonly of: "capture" | "void" | "refund";
  readonly request: FollowUpRequest;
  /** It may have been sent before: then it is asked for, and sent only if it never arrived. */
  readonly isRepeat: boolean;
};

/** Has the acquirer move the money of an authorization, once for one `operationId` however often this is called. */
export async function moveMoney({ connector, of, request, isRepeat }: MoneyMove): Promise<FollowUpAnswer> {
  const { clientId, operationId, now } = request;
  if (isRepeat) {
    const found = await askAcquirer(() => connector.inquire({ clientId, operationId, now, of }));
    assert(found.kind !== "needs-action", "nobody has to do anything for a capture, void or refund");
    if (found.kind !== "not-found") return found;
  }
  return askAcquirer(() => connector[of](request));
}
