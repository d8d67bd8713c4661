/** `en_US`, `zh-Hant-TW` and the old `in_ID`, `tl_PH` → BCP 47 in its canonical form; "en" for what is no language at all. */
export function toLanguageTag(locale: unknown): string {
  if (typeof locale !== "string") return "en";
  try {
    // Canonical: `in` becomes `id`, `tl` becomes `fil`, `iw` becomes `he`.
    return Intl.getCanonicalLocales(locale.replaceAll("_", "-"))[0] ?? "en";
  } catch {
    return "en";
  }
}
