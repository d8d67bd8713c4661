/** Minutes after the try before, the first at once. Source: Antom, notifications, read 2026-11-22. */
export const notificationPausesMinutes = [0, 2, 10, 10, 60, 120, 360, 900] as const;

/** The same in words: "at once, then after 2 min, …". */
export const notificationScheduleText = `at once, then after ${notificationPausesMinutes.slice(1).map(toText).join(", ")}`;

function toText(minutes: number): string {
  return minutes < 60 ? `${minutes} min` : `${minutes / 60} h`;
}
