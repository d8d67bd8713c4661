import { Button } from "@mantine/core";
import { useTexts } from "../texts/use-texts.tsx";
import { toCsvAddress } from "./to-csv.ts";

type Props = { readonly csv: string; readonly fileName: string; readonly isEmpty: boolean };

/** Saves what the page shows, without asking the gateway again. */
export function CsvButton({ csv, fileName, isEmpty }: Props) {
  const { t } = useTexts();
  if (isEmpty) {
    return (
      <Button variant="default" disabled>
        {t("exportCsv")}
      </Button>
    );
  }
  return (
    <Button component="a" variant="default" href={toCsvAddress(csv)} download={fileName}>
      {t("exportCsv")}
    </Button>
  );
}
