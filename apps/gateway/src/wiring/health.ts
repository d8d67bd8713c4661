import { type Db, pendingMigrations } from "../db/index.ts";
import { HealthError, type HealthPart } from "../http/index.ts";

export function healthOf(db: Db): readonly HealthPart[] {
  return [
    { name: "store", check: () => db.ping() },
    {
      name: "migrations",
      async check() {
        const pending = await pendingMigrations(db);
        if (pending.length > 0) throw new HealthError(`${pending.length} not applied`);
      },
    },
  ];
}
