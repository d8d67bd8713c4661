import { Alert } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ask } from "../app/ask.ts";
import { FileButton } from "../parts/file-button.tsx";
import { formatTime } from "../parts/format.ts";
import { Page } from "../parts/page.tsx";
import { Question } from "../parts/question.tsx";
import { Rows } from "../parts/rows.tsx";
import { useAccount } from "../parts/use-account.ts";
import { useTexts } from "../texts/use-texts.tsx";

/** What members did, and whether the record of it is whole. */
export function AuditPage() {
  const { t, language } = useTexts();
  const { clientId } = useAccount();
  const query = useQuery({ queryKey: ["audit", clientId], queryFn: () => ask("listAudit", { clientId }) });
  return (
    <Page title={t("audit")} actions={<FileButton file="audit">{t("exportAudit")}</FileButton>}>
      <Question query={query}>
        {({ rows, isIntact }) => (
          <>
            <Alert color={isIntact ? "green" : "red"}>{t(isIntact ? "intact" : "broken")}</Alert>
            <Rows
              label={t("audit")}
              rows={rows}
              keyOf={(row) => String(row.sequence)}
              empty={t("none")}
              columns={[
                { title: "#", cell: (row) => row.sequence },
                { title: t("created"), cell: (row) => formatTime(row.at, language) },
                { title: t("actor"), cell: (row) => row.actor },
                { title: t("action"), cell: (row) => row.action },
                { title: t("details"), cell: (row) => <span className="mono">{JSON.stringify(row.details)}</span> },
              ]}
            />
          </>
        )}
      </Question>
    </Page>
  );
}
