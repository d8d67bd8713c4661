import { ActionIcon, Box, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useTexts } from "../texts/use-texts.tsx";
import { highlight } from "./highlight.ts";

/** An example, to read and to copy. */
export function Code({ text, language }: { readonly text: string; readonly language: string }) {
  const { t } = useTexts();
  return (
    <Box className="docs-code-box">
      <pre tabIndex={0} role="region" aria-label={`${t("docsExample")} ${language}`.trim()} className="docs-code">
        <code>
          {highlight(text, language).map(({ kind, text: part }, index) =>
            kind === undefined ? (
              part
            ) : (
              <span key={index} className={`docs-${kind}`}>
                {part}
              </span>
            ),
          )}
        </code>
      </pre>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <ActionIcon
            pos="absolute"
            top={6}
            right={6}
            variant="default"
            onClick={copy}
            aria-label={copied ? t("copied") : t("copy")}
          >
            {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          </ActionIcon>
        )}
      </CopyButton>
    </Box>
  );
}
