import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

export type ScreenProps = {
  readonly title: string;
  readonly tone?: "good" | "bad" | "calm";
  readonly icon?: ComponentChildren;
  readonly children: ComponentChildren;
};

/** What takes the place of the form. Its heading takes the focus, so that nobody is left on a button that is gone. */
export function Screen({ title, tone = "calm", icon, children }: ScreenProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <section class="screen" data-tone={tone}>
      {icon && <div class="screen-icon">{icon}</div>}
      <h1 class="screen-title" tabIndex={-1} ref={heading}>
        {title}
      </h1>
      {children}
    </section>
  );
}
