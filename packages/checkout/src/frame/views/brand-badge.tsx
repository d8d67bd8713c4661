/** Brand as the API spells it → name, letters for the badge, its colour and the letters' colour. */
const badges: Readonly<Record<string, readonly [name: string, letters: string, paper: string, ink: string]>> = {
  VISA: ["Visa", "VISA", "#1a2f7a", "#ffffff"],
  MASTERCARD: ["Mastercard", "MC", "#2b2b2b", "#ffb347"],
  AMEX: ["American Express", "AMEX", "#1f6fb8", "#ffffff"],
  DISCOVER: ["Discover", "DISC", "#ffffff", "#b34700"],
  DINERS: ["Diners Club", "DC", "#e9eef5", "#0a4a80"],
  JCB: ["JCB", "JCB", "#ffffff", "#0b5fa5"],
  CUP: ["UnionPay", "UP", "#0b6b6b", "#ffffff"],
  MAESTRO: ["Maestro", "MAE", "#15548c", "#ffffff"],
  ELO: ["Elo", "elo", "#111111", "#ffe14d"],
  HIPERCARD: ["Hipercard", "HIPER", "#9d1220", "#ffffff"],
  CARTES_BANCAIRES: ["CB", "CB", "#0f5a4d", "#ffffff"],
  CARNET: ["Carnet", "CARN", "#8a1f3d", "#ffffff"],
  MIR: ["Mir", "MIR", "#ffffff", "#0f7a43"],
  TROY: ["Troy", "TROY", "#24323d", "#ffffff"],
};

export const brandName = (brand: string): string =>
  badges[brand]?.[0] ?? brand.charAt(0) + brand.slice(1).toLowerCase().replaceAll("_", " ");

/** A plain lettered badge: recognisable, and nobody's logo. */
export function BrandBadge({ brand }: { readonly brand: string }) {
  const [name, letters, paper, ink] = badges[brand] ?? [brandName(brand), brand.slice(0, 4), "#e6e9ee", "#2d3540"];
  const size = letters.length > 4 ? 7.5 : letters.length > 3 ? 9 : 10.5;
  return (
    <svg class="badge" width="36" height="24" viewBox="0 0 36 24" role="img" aria-label={name}>
      <rect x=".5" y=".5" width="35" height="23" rx="4" fill={paper} class="badge-paper" />
      <text
        x="18"
        y="12.4"
        fill={ink}
        font-size={size}
        font-weight="700"
        text-anchor="middle"
        dominant-baseline="central"
        aria-hidden="true"
      >
        {letters}
      </text>
    </svg>
  );
}

/** Where there is room, and where there is little; the style sheet says which. */
const shownMax = 4;
const shownMaxNarrow = 2;

export function BrandBadges({ brands, label }: { readonly brands: readonly string[]; readonly label: string }) {
  return (
    <span class="badges" role="img" aria-label={`${label}: ${brands.map(brandName).join(", ")}`}>
      {brands.slice(0, shownMax).map((brand) => (
        <span key={brand} aria-hidden="true">
          <BrandBadge brand={brand} />
        </span>
      ))}
      <More kind="badges-more" count={brands.length - shownMax} />
      <More kind="badges-more-narrow" count={brands.length - shownMaxNarrow} />
    </span>
  );
}

const More = ({ kind, count }: { readonly kind: string; readonly count: number }) =>
  count > 0 ? (
    <span class={kind} aria-hidden="true">
      +{count}
    </span>
  ) : null;
