import { Group, Select } from "@mantine/core";
import type { ConsoleCase } from "@opencashier/protocol/console";
import { useTexts } from "../texts/use-texts.tsx";
import { isWay, type Way, ways } from "./ways.ts";

type Props = {
  readonly cases: readonly ConsoleCase[];
  readonly kept: readonly ConsoleCase[];
  readonly chosen: ConsoleCase;
  readonly way: Way;
  readonly onChoose: (chosen: ConsoleCase) => void;
  readonly onWay: (way: Way) => void;
};

const goodCodes = ["SUCCESS", "PAYMENT_IN_PROCESS", "CAPTURE_IN_PROCESS", "REFUND_IN_PROCESS"];

const toItem = ({ name, resultCode }: ConsoleCase) => ({
  value: name,
  label: resultCode === undefined || resultCode === "SUCCESS" ? name : `${name} (${resultCode})`,
});

/** What to send, and how: rightly, or with one of the mistakes that a merchant's server makes. */
export function CaseChoice({ cases, kept, chosen, way, onChoose, onWay }: Props) {
  const { t } = useTexts();
  const operations = [...new Set(cases.map(({ operation }) => operation))];
  const fitting = [...kept, ...cases].filter(({ operation }) => operation === chosen.operation);
  const known = fitting.some(({ name }) => name === chosen.name) ? fitting : [chosen, ...fitting];
  const isGood = ({ resultCode }: ConsoleCase): boolean => resultCode === undefined || goodCodes.includes(resultCode);
  const groups = [
    { group: t("casesGood"), items: known.filter(isGood).map(toItem) },
    { group: t("casesOfCodes"), items: known.filter((one) => !isGood(one)).map(toItem) },
  ].filter(({ items }) => items.length > 0);
  const waysShown = Object.entries(ways).map(([value, entry]) => ({
    value,
    label: entry.resultCode === undefined ? t(entry.text) : `${t(entry.text)} (${entry.resultCode})`,
  }));
  return (
    <Group align="flex-end" gap="sm">
      <Select
        w={{ base: "100%", sm: 240 }}
        label={t("operation")}
        data={operations}
        value={chosen.operation}
        allowDeselect={false}
        onChange={(operation) => {
          const next = cases.find((one) => one.operation === operation);
          if (next) onChoose(next);
        }}
      />
      <Select
        w={{ base: "100%", sm: 360 }}
        label={t("chooseCase")}
        data={groups}
        value={chosen.name}
        allowDeselect={false}
        searchable
        onChange={(name) => {
          const next = fitting.find((one) => one.name === name);
          if (next) onChoose(next);
        }}
      />
      <Select
        w={{ base: "100%", sm: 360 }}
        label={t("way")}
        data={waysShown}
        value={way}
        allowDeselect={false}
        onChange={(chosenWay) => {
          if (isWay(chosenWay)) onWay(chosenWay);
        }}
      />
    </Group>
  );
}
