const signals = ["SIGTERM", "SIGINT"] as const;

/**
 * Resolves at the first SIGTERM or SIGINT. A second one ends the process at once: nothing acknowledged is lost by it.
 * Everything that waits for it may be cut, so call it before there is anything to stop.
 */
export function listenForStop(): Promise<void> {
  return new Promise((resolve) => {
    let isStopping = false;
    for (const signal of signals) {
      process.on(signal, () => {
        if (isStopping) process.exit(1);
        isStopping = true;
        resolve();
      });
    }
  });
}
