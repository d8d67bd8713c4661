/** The end of a link to a heading, as code hosts make it: lower case, hyphens for blanks, no punctuation. */
export const toAnchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}\s_-]/gu, "")
    .replaceAll(/\s/g, "-");
