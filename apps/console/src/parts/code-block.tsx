import { ActionIcon, Box, CopyButton, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useTexts } from "../texts/use-texts.tsx";
import { layOut } from "./format.ts";

/** Text as it is on the wire, to read and to copy. It scrolls by itself, also from the keyboard. */
export function CodeBlock({ text, label }: { readonly text: string; readonly label: string }) {
  const { t } = useTexts();
  const shown = layOut(text);
  return (
    <Box pos="relative">
      <Box component="pre" tabIndex={0} role="region" aria-label={label} className="code-block">
        {shown === "" ? "—" : shown}
      </Box>
      <CopyButton value={shown}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? t("copied") : t("copy")}>
            <ActionIcon
              pos="absolute"
              top={8}
              right={8}
              variant="default"
              onClick={copy}
              aria-label={`${t("copy")}: ${label}`}
            >
              {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Box>
  );
}
