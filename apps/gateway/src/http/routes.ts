import { type OperationName, operations } from "@opencashier/protocol";

/**
 * Where the three kinds of callers find an operation: live and sandbox paths of the official SDKs, and the bare path the
 * documents print. Source: Antom, request URL, read 2026-11-22.
 */
const pathPrefixes = ["/ams/api", "/ams/sandbox/api", ""] as const;

const operationNames = new Map<string, OperationName>(
  Object.values(operations).flatMap(({ name, path }) =>
    pathPrefixes.map((prefix): [string, OperationName] => [`${prefix}${path}`, name]),
  ),
);

const apiPrefixes = ["/ams/", "/v1/"];

/** @param path as received; the query plays no part, and a doubled slash (official Java client) counts as one. */
export function findOperationName(path: string): OperationName | undefined {
  return operationNames.get(path) ?? operationNames.get(normalizePath(path));
}

/** Whether a path that leads nowhere was meant for the API: then it is answered in the API's own, signed way. */
export const isApiPath = (path: string): boolean => {
  const normal = normalizePath(path);
  return apiPrefixes.some((prefix) => normal.startsWith(prefix));
};

const normalizePath = (path: string): string => (path.split("?", 1)[0] ?? "").replaceAll(/\/{2,}/g, "/");
