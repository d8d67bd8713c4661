export type Traffic = { readonly note: () => void; readonly isBusy: () => boolean };

const trafficMs = 1_000;

/** Whether a merchant was answered within the last second. */
export function createTraffic(): Traffic {
  let lastAt = Number.NEGATIVE_INFINITY;
  return {
    note: () => {
      lastAt = performance.now();
    },
    isBusy: () => performance.now() - lastAt < trafficMs,
  };
}
