import { expect, test } from "vitest";
import { toFigure } from "./figures.ts";
import { withFiguresOf } from "./latest.ts";
import { spreadOf } from "./statistics.ts";

const figure = (name: string, value: number) => toFigure(name, spreadOf([value]));

test("figures of a later run stand in the place of the older ones and tell when they were measured", () => {
  const latest = { measuredAt: "monday", cores: 2, figures: [figure("starts", 1), figure("payments", 2)] };
  const partial = { measuredAt: "tuesday", figures: [figure("payments", 3), figure("form", 4)] };
  expect(withFiguresOf(latest, partial)).toEqual({
    measuredAt: "monday",
    cores: 2,
    figures: [
      figure("starts", 1),
      { ...figure("payments", 3), measuredAt: "tuesday" },
      { ...figure("form", 4), measuredAt: "tuesday" },
    ],
  });
});
