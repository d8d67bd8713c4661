import { encode } from "uqr";

/** Light modules around it, or scanners do not find it. Source: ISO/IEC 18004, quiet zone. */
const quietZone = 4;

/** Dark on light in every theme: many scanners read nothing else. One path, so that no module leaves a hair line. */
export function QrCode({ value, label }: { readonly value: string; readonly label: string }) {
  const { data, size } = encode(value, { ecc: "M", border: quietZone });
  const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <path d={`M0 0h${size}v${size}H0z`} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
