import type { ConsolePermission } from "@opencashier/protocol/console";
import type { TextKey } from "../texts/en.ts";

export type MenuItem = {
  readonly text: TextKey;
  readonly path: string;
  readonly needs: ConsolePermission;
  readonly isSandboxOnly?: true;
};

export const menu: readonly MenuItem[] = [
  { text: "home", path: "home", needs: "payments.read" },
  { text: "explorer", path: "explorer", needs: "sandbox.use" },
  { text: "payments", path: "payments", needs: "payments.read" },
  { text: "notifications", path: "notifications", needs: "notifications.read" },
  { text: "apiLog", path: "api-log", needs: "api-log.read" },
  { text: "keys", path: "keys", needs: "keys.read" },
  { text: "sandbox", path: "sandbox", needs: "sandbox.use", isSandboxOnly: true },
  { text: "settings", path: "settings", needs: "settings.write" },
  { text: "members", path: "members", needs: "members.write" },
  { text: "audit", path: "audit", needs: "audit.read" },
];
