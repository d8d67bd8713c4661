/*
 * JSON as it is written, not as it is understood: members keep their order and may repeat, a leaf is any text at all. What
 * JSON.stringify could never write can be written from it.
 */

export type JsonTree =
  | { readonly kind: "leaf"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly JsonTree[] }
  | { readonly kind: "object"; readonly members: readonly Member[] };

export type Member = readonly [key: string, value: JsonTree];

/** Steps from the root: a member's or an item's index each. */
export type Place = readonly number[];

export const leaf = (text: string): JsonTree => ({ kind: "leaf", text });

export function toTree(value: unknown): JsonTree {
  if (Array.isArray(value)) return { kind: "list", items: value.map(toTree) };
  if (typeof value !== "object" || value === null) return leaf(JSON.stringify(value));
  return { kind: "object", members: Object.entries(value).map(([key, member]) => [key, toTree(member)]) };
}

export type PrintStyle = {
  /** Between any two tokens. */
  readonly blank: string;
  /** Applied to each text leaf and key, quotes included. */
  readonly writeText: (quoted: string) => string;
};

export const plainStyle: PrintStyle = { blank: "", writeText: (quoted) => quoted };

export function printTree(tree: JsonTree, style: PrintStyle = plainStyle): string {
  const { blank, writeText } = style;
  const join = (open: string, parts: readonly string[], close: string): string =>
    `${open}${blank}${parts.join(`${blank},${blank}`)}${blank}${close}`;
  switch (tree.kind) {
    case "leaf":
      return tree.text.startsWith('"') ? writeText(tree.text) : tree.text;
    case "list":
      return join(
        "[",
        tree.items.map((item) => printTree(item, style)),
        "]",
      );
    case "object": {
      const print = ([key, value]: Member) =>
        `${writeText(JSON.stringify(key))}${blank}:${blank}${printTree(value, style)}`;
      return join("{", tree.members.map(print), "}");
    }
  }
}

/** Every `\uXXXX` that a text can be written with, the ASCII letters too. Escapes that are there stay. */
export const escapeEverything = (quoted: string): string => {
  const inner = quoted.slice(1, -1).replace(/\\u[\dA-Fa-f]{4}|\\.|[^\\]/gsu, (unit) => {
    if (unit.startsWith("\\")) return unit;
    return Array.from(
      { length: unit.length },
      (_, at) => `\\u${unit.charCodeAt(at).toString(16).padStart(4, "0")}`,
    ).join("");
  });
  return `"${inner}"`;
};

/** Every place in the tree, the root first. */
export function placesOf(tree: JsonTree, at: Place = []): Place[] {
  const children = childrenOf(tree).map((child, index) => placesOf(child, [...at, index]));
  return [at, ...children.flat()];
}

const childrenOf = (tree: JsonTree): readonly JsonTree[] => {
  if (tree.kind === "leaf") return [];
  return tree.kind === "list" ? tree.items : tree.members.map(([, value]) => value);
};

/** The tree with what stands at a place changed; undefined takes it away. A place that is not there changes nothing. */
export function changeAt(
  tree: JsonTree,
  place: Place,
  change: (found: JsonTree) => JsonTree | undefined,
): JsonTree | undefined {
  const [index, ...rest] = place;
  if (index === undefined) return change(tree);
  if (tree.kind === "leaf") return tree;
  if (tree.kind === "list") {
    return { kind: "list", items: tree.items.flatMap((item, at) => changedOr(item, at === index, rest, change)) };
  }
  const members = tree.members.flatMap(([key, value], at): Member[] =>
    changedOr(value, at === index, rest, change).map((changed): Member => [key, changed]),
  );
  return { kind: "object", members };
}

function changedOr(
  item: JsonTree,
  isMeant: boolean,
  rest: Place,
  change: (found: JsonTree) => JsonTree | undefined,
): JsonTree[] {
  if (!isMeant) return [item];
  const changed = changeAt(item, rest, change);
  return changed ? [changed] : [];
}

/** The place of a path such as `order.goods[0].goodsName`; undefined when the tree has none such. */
export function findPlace(tree: JsonTree, path: string): Place | undefined {
  const place: number[] = [];
  let current: JsonTree | undefined = tree;
  for (const step of path.match(/[^.[\]]+/g) ?? []) {
    if (!current || current.kind === "leaf") return undefined;
    const index: number = current.kind === "list" ? Number(step) : current.members.findIndex(([key]) => key === step);
    current = childrenOf(current)[index];
    place.push(index);
  }
  return current && place;
}

/** The tree with a value at a path, whose holder must be there; a member that is missing is added. */
export function setAt(tree: JsonTree, path: string, value: JsonTree): JsonTree {
  const place = findPlace(tree, path);
  if (place) return changeAt(tree, place, () => value) ?? value;
  const [, holderPath = "", key = path] = /^(.*)\.([^.]+)$/.exec(path) ?? [];
  const holder = findPlace(tree, holderPath);
  if (!holder) throw new RangeError(`the tree has no ${holderPath}`);
  return changeAt(tree, holder, (found) => addMember(found, [key, value])) ?? tree;
}

export const addMember = (tree: JsonTree, member: Member): JsonTree =>
  tree.kind === "object" ? { kind: "object", members: [...tree.members, member] } : tree;

/** Takes a path away; undefined when it is not there. */
export function dropAt(tree: JsonTree, path: string): JsonTree | undefined {
  const place = findPlace(tree, path);
  return place && changeAt(tree, place, () => undefined);
}
