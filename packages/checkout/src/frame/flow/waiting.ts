/** Milliseconds between questions: often while the buyer watches, seldom later. */
export const pollPauseMs = (waitedMs: number): number => (waitedMs < 60_000 ? 2_000 : 10_000);

/** Resolves after the pause, or at once when `stop` is aborted. */
export function pause(ms: number, stop?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      stop?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    stop?.addEventListener("abort", end);
    if (stop?.aborted) end();
  });
}

/** A pause between two questions. While nobody looks nothing is asked; the moment somebody does, it goes on. */
export async function pausePolling(ms: number, stop: AbortSignal): Promise<void> {
  await pause(ms, stop);
  if (document.visibilityState === "hidden" && !stop.aborted) await once(document, "visibilitychange", stop);
}

/** A pause before the network is tried again: shorter when the browser says that it is back. */
export async function pauseOffline(ms: number): Promise<void> {
  const stop = new AbortController();
  await Promise.race([pause(ms, stop.signal), once(window, "online", stop.signal)]);
  stop.abort();
}

function once(target: EventTarget, name: string, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    target.addEventListener(name, () => resolve(), { once: true, signal: stop });
    stop.addEventListener("abort", () => resolve(), { once: true });
  });
}
