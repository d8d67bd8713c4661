type NodeOptions = { readonly id?: string; readonly className?: string; readonly text?: string };

/** An element with a name that merchants' pages look for. An id is given once: a second form on the page goes without. */
export function makeNode<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  { id, className, text }: NodeOptions = {},
): HTMLElementTagNameMap[Tag] {
  const node = document.createElement(tag);
  if (id && !document.getElementById(id)) node.id = id;
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}

export function makeButton(text: string, options: NodeOptions = {}): HTMLButtonElement {
  const button = makeNode("button", { text, ...options });
  button.type = "button";
  return button;
}

/** The shape of the form, so that nothing jumps when it comes. */
export function makeSkeleton(): HTMLElement {
  const skeleton = makeNode("div", { id: "ams-component-loading", className: "ams-skeleton" });
  skeleton.setAttribute("aria-hidden", "true");
  for (let bars = 0; bars < 5; bars += 1) skeleton.append(makeNode("div"));
  return skeleton;
}
