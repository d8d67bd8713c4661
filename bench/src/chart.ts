import type { Spread } from "./statistics.ts";

export type Bar = {
  readonly label: string;
  readonly spread: Spread;
  readonly unit: string;
  /** Whether it is one of the bars the others are there to be compared with. */
  readonly isOurs: boolean;
};

const width = 760;
const rowHeight = 34;
const labelWidth = 270;

/** Horizontal bars with whiskers from least to greatest, readable on light and dark pages. */
export function toChart(title: string, bars: readonly Bar[]): string {
  const most = Math.max(...bars.map(({ spread }) => spread.max));
  const scale = (value: number) => (value / most) * (width - labelWidth - 130);
  const rows = bars.map(({ label, spread, unit, isOurs }, index) => {
    const y = 52 + index * rowHeight;
    const [length, least, greatest] = [
      scale(spread.median).toFixed(1),
      (labelWidth + scale(spread.min)).toFixed(1),
      (labelWidth + scale(spread.max)).toFixed(1),
    ];
    const text = `${spread.median < 10 ? spread.median.toFixed(2) : Math.round(spread.median).toLocaleString("en")} ${unit}`;
    return `<text x="${labelWidth - 10}" y="${y + 15}" text-anchor="end">${label}</text>
<rect x="${labelWidth}" y="${y}" width="${length}" height="20" rx="3"${isOurs ? "" : ' class="other"'}/>
<path d="M${least} ${y + 10}H${greatest}M${least} ${y + 5}v10M${greatest} ${y + 5}v10"/>
<text x="${greatest}" dx="10" y="${y + 15}">${text}</text>`;
  });
  const height = 60 + bars.length * rowHeight;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
<style>
svg { font: 13px system-ui, sans-serif; color: #1b1f24; background: #fff; }
text { fill: currentColor; } rect { fill: #3d7bd9; } .other { fill: #aab2bd; } path { stroke: currentColor; stroke-width: 1.5; fill: none; }
@media (prefers-color-scheme: dark) { svg { color: #e6e9ee; background: #14171c; } rect { fill: #5b93ea; } .other { fill: #5c6672; } }
</style>
<text x="16" y="28" font-size="16" font-weight="600">${title}</text>
${rows.join("\n")}
</svg>
`;
}
