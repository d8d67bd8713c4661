import type { CheckoutMethod } from "@opencashier/protocol";
import type { ComponentChildren } from "preact";

type IconProps = { readonly size?: number };

/** Drawings beside words that say the same, so they are hidden from screen readers. */
const Icon = ({ size = 20, children }: IconProps & { readonly children: ComponentChildren }) => (
  <svg
    class="icon"
    width={size}
    height={size}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="1.75"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    {children}
  </svg>
);

export const AlertIcon = ({ size = 16 }: IconProps) => (
  <Icon size={size}>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 7.5v5.5M12 16.4v.1" />
  </Icon>
);

export const InfoIcon = ({ size = 16 }: IconProps) => (
  <Icon size={size}>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 16.5V11M12 7.6v.1" />
  </Icon>
);

export const LockIcon = ({ size = 16 }: IconProps) => (
  <Icon size={size}>
    <rect x="5" y="10.5" width="14" height="9.5" rx="2" />
    <path d="M8 10.5V7.5a4 4 0 0 1 8 0v3" />
  </Icon>
);

export const CheckIcon = ({ size = 32 }: IconProps) => (
  <Icon size={size}>
    <path d="M5 12.5l4.5 4.5L19 7.5" />
  </Icon>
);

export const ClockIcon = ({ size = 32 }: IconProps) => (
  <Icon size={size}>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 7v5.2l3.4 2" />
  </Icon>
);

export const CrossIcon = ({ size = 32 }: IconProps) => (
  <Icon size={size}>
    <path d="M7 7l10 10M17 7L7 17" />
  </Icon>
);

/** Where the verification value stands on the card. */
export const CvcIcon = ({ isFront }: { readonly isFront: boolean }) => (
  <svg class="cvc-icon" width="34" height="24" viewBox="0 0 34 24" aria-hidden="true" focusable="false">
    <rect x="1" y="2" width="32" height="20" rx="3" fill="none" stroke="currentColor" stroke-width="1.5" />
    {isFront ? (
      <path d="M5 16.5h10M5 13h6" stroke="currentColor" stroke-width="1.5" />
    ) : (
      <path d="M1 6h32v4H1z" fill="currentColor" />
    )}
    <rect
      class="cvc-spot"
      x={isFront ? 21 : 20}
      y={isFront ? 6 : 13}
      width={isFront ? 9 : 10}
      height="6"
      rx="3"
      fill="none"
      stroke-width="1.75"
    />
  </svg>
);

const drawings: Readonly<Record<CheckoutMethod["category"], ComponentChildren>> = {
  CARD: (
    <>
      <rect x="2.5" y="5" width="19" height="14" rx="2.5" />
      <path d="M2.5 9.5h19M6 15h4" />
    </>
  ),
  WALLET: (
    <>
      <path d="M18.5 7.5v-1a2 2 0 0 0-2-2h-11a2 2 0 0 0-2 2v10.5a2.5 2.5 0 0 0 2.5 2.5h13a2 2 0 0 0 2-2v-8a2 2 0 0 0-2-2H5.5a2 2 0 0 1-2-1.5" />
      <path d="M16.6 13.5v.1" />
    </>
  ),
  BANK: <path d="M3.5 9.5L12 4.5l8.5 5zM5.5 12v5M10 12v5M14 12v5M18.5 12v5M3.5 19.5h17" />,
  CODE: <path d="M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5H14zM20 14v.1M17.5 17.5H20V20h-2.5M14 20v.1" />,
  TRANSFER: <path d="M4 8.5h15M15 4.5l4 4-4 4M20 15.5H5M9 11.5l-4 4 4 4" />,
};

export const CategoryIcon = ({ category }: { readonly category: CheckoutMethod["category"] }) => (
  <Icon>{drawings[category]}</Icon>
);
