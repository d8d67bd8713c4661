import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTexts } from "../texts/use-texts.tsx";

/** Something that changes the gateway: afterwards everything shown is asked anew, and a refusal is told. */
export function useAction<Input, Output>(run: (input: Input) => Promise<Output>, done?: (output: Output) => void) {
  const client = useQueryClient();
  const { t } = useTexts();
  return useMutation({
    mutationFn: run,
    async onSuccess(output) {
      await client.invalidateQueries();
      done?.(output);
    },
    onError: (error) => void notifications.show({ color: "red", title: t("failed"), message: error.message }),
  });
}
