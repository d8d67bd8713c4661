import type { ComponentChildren, JSX } from "preact";
import { AlertIcon } from "./icons.tsx";

export type FieldProps = {
  /** Also the name that a wish for the focus uses. */
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong, in the buyer's language. */
  readonly problem?: string | undefined;
  /** Shown at the end of the line above the field. */
  readonly aside?: ComponentChildren;
  /** Drawn at the end of the field. */
  readonly children?: ComponentChildren;
  readonly input: JSX.IntrinsicElements["input"];
};

export const fieldId = (id: string): string => `field-${id}`;
const problemId = (id: string): string => `problem-${id}`;
const hintId = (id: string): string => `hint-${id}`;

/** Label, field, and below it what is wrong, tied together for screen readers. */
export function Field({ id, label, hint, problem, aside, children, input }: FieldProps) {
  const describedBy = [problem && problemId(id), hint && hintId(id)].filter(Boolean).join(" ");
  return (
    <div class="field" data-invalid={problem ? "" : undefined}>
      <div class="field-head">
        <label for={fieldId(id)}>{label}</label>
        {aside}
      </div>
      <div class="control">
        <input
          {...input}
          id={fieldId(id)}
          name={id}
          aria-invalid={problem ? "true" : undefined}
          aria-describedby={describedBy || undefined}
          spellcheck={false}
          autocorrect="off"
        />
        {children && <span class="adornment">{children}</span>}
      </div>
      {hint && (
        <p class="hint" id={hintId(id)}>
          {hint}
        </p>
      )}
      <Problem id={id} text={problem} />
    </div>
  );
}

export const Problem = ({ id, text }: { readonly id: string; readonly text: string | undefined }) =>
  text ? (
    <p class="problem" id={problemId(id)}>
      <AlertIcon />
      <span>{text}</span>
    </p>
  ) : null;

export type ChoiceProps = {
  readonly id: string;
  readonly legend: string;
  readonly problem?: string | undefined;
  readonly options: readonly { readonly value: string; readonly label: ComponentChildren }[];
  readonly chosen: string | undefined;
  readonly onChoose: (value: string) => void;
};

/** A few options of which one is taken; the first carries the id, so that the focus finds it. */
export const Choice = ({ id, legend, problem, options, chosen, onChoose }: ChoiceProps) => (
  <fieldset class="choice" data-invalid={problem ? "" : undefined} aria-describedby={problem && problemId(id)}>
    <legend>{legend}</legend>
    <div class="choice-options">
      {options.map(({ value, label }, index) => (
        <label key={value} class="choice-option">
          <input
            type="radio"
            name={id}
            id={index === 0 ? fieldId(id) : undefined}
            value={value}
            checked={value === chosen}
            onChange={() => onChoose(value)}
          />
          <span>{label}</span>
        </label>
      ))}
    </div>
    <Problem id={id} text={problem} />
  </fieldset>
);
