import type { InitData } from "../core/messages.ts";
import { language } from "./texts.ts";

/**
 * Puts the merchant's look on the document. Values were checked: they are colours and lengths, become custom properties of
 * known names, and nothing else.
 */
export function applyLook({ appearance, mode }: InitData): void {
  const root = document.documentElement;
  root.dataset["display"] = mode;
  root.dataset["theme"] = appearance.theme;
  for (const [name, value] of Object.entries(appearance.variables)) root.style.setProperty(`--co-${name}`, value);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = (): void => {
    root.dataset["scheme"] = darkThemes.includes(appearance.theme) || dark.matches ? "dark" : "light";
    chooseInk(root);
  };
  dark.addEventListener("change", follow);
  follow();
}

const darkThemes: readonly string[] = ["night", "gamingPurple"];

/** Letters on the button must be readable on whatever colour the merchant has chosen. */
function chooseInk(root: HTMLElement): void {
  const probe = document.createElement("span");
  probe.style.color = "var(--co-action-normal)";
  root.append(probe);
  const [red = 0, green = 0, blue = 0] = (getComputedStyle(probe).color.match(/[\d.]+/g) ?? []).map(Number);
  probe.remove();
  root.style.setProperty("--co-on-action", luminance(red, green, blue) > contrastSwitch ? "#10141b" : "#ffffff");
}

/** Where black and white letters are equally readable. Source: WCAG 2.2, contrast ratio. */
const contrastSwitch = 0.179;

function luminance(...channels: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = channels.map((channel) => {
    const share = channel / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Language and direction of the document follow the texts. */
export function followLanguage(): void {
  language.subscribe(({ name, isRightToLeft }) => {
    document.documentElement.lang = name;
    document.documentElement.dir = isRightToLeft ? "rtl" : "ltr";
  });
}
