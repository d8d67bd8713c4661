/** A field after an edit: its text and where the caret stands. */
export type Edited = { readonly text: string; readonly caret: number };

export type Edit = {
  /** The field's text before. */
  readonly before: string;
  /** The text as the browser left it, and the caret in it. */
  readonly after: string;
  readonly caret: number;
  readonly isDeletion: boolean;
};

const isDigit = (sign: string | undefined): boolean => sign !== undefined && sign >= "0" && sign <= "9";

const countDigits = (text: string): number => text.replaceAll(/\D/g, "").length;

/**
 * Groups digits without throwing the caret to the end: it stays behind the same digit. Deleting a blank deletes the digit
 * before it, or Backspace would seem to do nothing.
 */
export function regroup(edit: Edit, group: (text: string) => string): Edited {
  const { after, caret } = withoutBlankDeletion(edit);
  const text = group(after);
  const digitsBefore = countDigits(after.slice(0, caret));
  return { text, caret: edit.isDeletion ? behindDigit(text, digitsBefore) : beforeNextDigit(text, digitsBefore) };
}

function withoutBlankDeletion({ before, after, caret, isDeletion }: Edit): Pick<Edit, "after" | "caret"> {
  const isBlankGone = isDeletion && before.length === after.length + 1 && countDigits(before) === countDigits(after);
  if (!isBlankGone || !isDigit(after[caret - 1])) return { after, caret };
  return { after: after.slice(0, caret - 1) + after.slice(caret), caret: caret - 1 };
}

function behindDigit(text: string, count: number): number {
  let position = 0;
  for (let seen = 0; seen < count && position < text.length; position++) if (isDigit(text[position])) seen += 1;
  return position;
}

/** After typing the last digit of a group the caret goes over the blank, where the next digit will stand. */
function beforeNextDigit(text: string, count: number): number {
  if (count === 0) return 0;
  let position = behindDigit(text, count);
  while (position < text.length && !isDigit(text[position])) position += 1;
  return position;
}
