import { Button } from "@mantine/core";
import type { ConsoleDownloadName } from "@opencashier/protocol/console";
import { toFileAddress } from "../app/ask.ts";
import { useAccount } from "./use-account.ts";

type Props = {
  readonly file: ConsoleDownloadName;
  /** What is in it, as the list beside it is filtered. */
  readonly filter?: Readonly<Record<string, string | undefined>>;
  readonly children: string;
};

/** Saves everything that matches, not only what is shown. The browser names the file as the gateway says. */
export function FileButton({ file, filter = {}, children }: Props) {
  const { clientId } = useAccount();
  return (
    <Button component="a" variant="default" href={toFileAddress(file, clientId, filter)} download>
      {children}
    </Button>
  );
}
