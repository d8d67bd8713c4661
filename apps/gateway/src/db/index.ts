export type { Db, Engine, Tx } from "./db.ts";
export { describeSchema } from "./describe-schema.ts";
export { engineOf, forUpdate, forUpdateSkipLocked } from "./dialect.ts";
export { createGroupCommit, type GroupCommit, type GroupCommitOptions, GroupQueueFullError } from "./group-commit.ts";
export { type InsertGroup, insertIgnoringConflicts } from "./insert-group.ts";
export { migrate, type Migration, pendingMigrations, SchemaTooNewError } from "./migrate.ts";
export { openDb, type OpenDbOptions } from "./open-db.ts";
export { execute, many, maybeOne, one, sql, type SqlPiece, type SqlValue, type Statement } from "./query.ts";
export type { Tables } from "./tables.ts";
