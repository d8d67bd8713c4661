import type { Figure } from "./figures.ts";

/** A figure that was measured in another run than the record around it says so. */
export type KeptFigure = Figure & { readonly measuredAt?: string };

type Kept = { readonly figures: readonly KeptFigure[] };
type Measured = { readonly measuredAt: string; readonly figures: readonly Figure[] };

/** The last whole run with the figures of a later, partial one in place of its own; new ones come last. */
export function withFiguresOf<Latest extends Kept>(latest: Latest, { measuredAt, figures }: Measured): Latest {
  const later = new Map(figures.map((figure): [string, KeptFigure] => [figure.name, { ...figure, measuredAt }]));
  const known = new Set(latest.figures.map(({ name }) => name));
  const added = [...later.values()].filter(({ name }) => !known.has(name));
  return { ...latest, figures: [...latest.figures.map((figure) => later.get(figure.name) ?? figure), ...added] };
}
