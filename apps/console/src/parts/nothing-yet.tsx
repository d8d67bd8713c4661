import { Anchor, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTexts } from "../texts/use-texts.tsx";
import { useAccount } from "./use-account.ts";

type Props = { readonly text: string; readonly isFiltered: boolean };

/** An empty list: other filters would show more, or there is nothing before the first payment. */
export function NothingYet({ text, isFiltered }: Props) {
  const { t } = useTexts();
  const { clientId, may } = useAccount();
  return (
    <Stack gap="xs" align="flex-start">
      <Text c="dimmed">{isFiltered ? `${text} ${t("otherFilters")}` : text}</Text>
      {!isFiltered && may("sandbox.use") && (
        <Anchor component={Link} to={`/${clientId}/explorer`}>
          {t("firstPayment")}
        </Anchor>
      )}
    </Stack>
  );
}
