/**
 * Who may be delivered to now, so that one receiver that is dead, slow or flooded holds up nobody else.
 *
 *   untried ──quick acknowledgement──▶ quick ──slow one──▶ slow ──failure──▶ failing ──quick acknowledgement──▶ quick
 *
 * A quick receiver gets many places, an untried one few until it has shown its pace, slow and failing ones few each and a
 * quarter of all places together; a failing one is also tried only so many times a second, because each try costs a signature.
 * Known to one process alone: it is about its own places, and what it forgets it learns again within a few tries.
 */
export type Pace = "untried" | "quick" | "slow" | "failing";

export type Places = {
  /** Of these in their order, those there is a place for now. None is taken yet. */
  readonly choose: <Due extends { readonly destination: string }>(due: readonly Due[], nowMs: number) => Due[];
  /** Places that this destination's pace leaves it, whatever others hold. */
  readonly roomFor: (destination: string, nowMs: number) => number;
  readonly begin: (destination: string, nowMs: number) => void;
  readonly end: (destination: string, pace: Exclude<Pace, "untried">) => void;
  /** Places free over all destinations. */
  readonly room: () => number;
};

export type PlaceLimits = {
  readonly all: number;
  readonly each: Readonly<Record<Pace, number>>;
  /** Slow and failing destinations together. */
  readonly hampered: number;
  readonly failingTriesPerSecond: number;
};

// A signature is a millisecond of CPU, so 8 a second for a dead receiver are under one hundredth of it.
export const placeLimits: PlaceLimits = {
  all: 256,
  each: { untried: 8, quick: 128, slow: 16, failing: 4 },
  hampered: 64,
  failingTriesPerSecond: 8,
};

const destinationsMax = 10_000;
const secondMs = 1_000;

type Load = { pace: Pace; underWay: number; secondStartedMs: number; triesInSecond: number };

const isHampered = ({ pace }: Load): boolean => pace === "slow" || pace === "failing";

/** A clock that was set back begins a new second. */
const isSameSecond = ({ secondStartedMs }: Load, nowMs: number): boolean =>
  nowMs >= secondStartedMs && nowMs < secondStartedMs + secondMs;

export function createPlaces(limits: PlaceLimits = placeLimits): Places {
  const loads = new Map<string, Load>();
  let underWay = 0;
  let hampered = 0;
  const loadOf = (destination: string): Load =>
    loads.get(destination) ?? { pace: "untried", underWay: 0, secondStartedMs: 0, triesInSecond: 0 };

  function roomOf(load: Load, nowMs: number): number {
    const places = limits.each[load.pace] - load.underWay;
    if (load.pace !== "failing") return places;
    const tries = isSameSecond(load, nowMs) ? load.triesInSecond : 0;
    return Math.min(places, limits.failingTriesPerSecond - tries);
  }

  return {
    choose(due, nowMs) {
      const taken = new Map<string, number>();
      let room = limits.all - underWay;
      let hamperedRoom = limits.hampered - hampered;
      return due.filter(({ destination }) => {
        const load = loadOf(destination);
        const count = taken.get(destination) ?? 0;
        if (room <= 0 || count >= roomOf(load, nowMs) || (isHampered(load) && hamperedRoom <= 0)) return false;
        taken.set(destination, count + 1);
        room -= 1;
        if (isHampered(load)) hamperedRoom -= 1;
        return true;
      });
    },
    roomFor: (destination, nowMs) => roomOf(loadOf(destination), nowMs),
    begin(destination, nowMs) {
      const load = loadOf(destination);
      if (!isSameSecond(load, nowMs)) Object.assign(load, { secondStartedMs: nowMs, triesInSecond: 0 });
      load.triesInSecond += 1;
      load.underWay += 1;
      underWay += 1;
      if (isHampered(load)) hampered += 1;
      loads.set(destination, load);
    },
    end(destination, pace) {
      const load = loadOf(destination);
      if (isHampered(load)) hampered -= load.underWay;
      load.pace = pace;
      load.underWay -= 1;
      underWay -= 1;
      if (isHampered(load)) hampered += load.underWay;
      // Last in the map is used last, so the oldest that rests is the first to be forgotten.
      loads.delete(destination);
      loads.set(destination, load);
      forgetOldest(loads);
    },
    room: () => limits.all - underWay,
  };
}

function forgetOldest(loads: Map<string, Load>): void {
  if (loads.size <= destinationsMax) return;
  for (const [destination, { underWay }] of loads) {
    if (underWay > 0) continue;
    loads.delete(destination);
    return;
  }
}
