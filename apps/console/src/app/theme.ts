import { createTheme } from "@mantine/core";

/** Text of these shades keeps 4.5 : 1 on both backgrounds (WCAG 2.2, 1.4.3). */
export const theme = createTheme({
  primaryColor: "blue",
  primaryShade: { light: 8, dark: 9 },
  autoContrast: true,
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Anchor: { defaultProps: { underline: "always" } },
    // Its colour says it again; as text it would be too light.
    Alert: { styles: { title: { color: "var(--mantine-color-text)" } } },
  },
});
