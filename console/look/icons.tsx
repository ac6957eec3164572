import type { ReactElement, ReactNode } from 'react';

/** Line icons on a 24-unit grid, in the colour of the text beside them; always decorative. */
function Icon({ children }: { children: ReactNode }): ReactElement {
  return (
    <svg
      className="icon"
      viewBox="0 0 24 24"
      width="20"
      height="20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.9"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

const bell = (
  <>
    <path d="M6 10a6 6 0 0 1 12 0c0 4.500 1.800 6 1.800 6H4.200S6 14.500 6 10Z" />
    <path d="M10 19.500a2.200 2.200 0 0 0 4 0" />
  </>
);

export function BellIcon(): ReactElement {
  return <Icon>{bell}</Icon>;
}

export function BellOffIcon(): ReactElement {
  return (
    <Icon>
      {bell}
      <path d="m3.500 3.500 17 17" />
    </Icon>
  );
}

export function MenuIcon(): ReactElement {
  return (
    <Icon>
      <path d="M4 7h16M4 12h16M4 17h16" />
    </Icon>
  );
}

export function CheckIcon(): ReactElement {
  return (
    <Icon>
      <path d="m5 12.500 4.500 4.500L19 7.500" />
    </Icon>
  );
}

export function ClockIcon(): ReactElement {
  return (
    <Icon>
      <circle cx="12" cy="12" r="8.500" />
      <path d="M12 7.500V12l3 2" />
    </Icon>
  );
}

export function BackIcon(): ReactElement {
  return (
    <Icon>
      <path d="m14.500 5.500-6.500 6.500 6.500 6.500" />
    </Icon>
  );
}

export function PlaceIcon(): ReactElement {
  return (
    <Icon>
      <path d="M12 21s-6.500-5.600-6.500-11a6.500 6.500 0 0 1 13 0c0 5.400-6.500 11-6.500 11Z" />
      <circle cx="12" cy="10" r="2.300" />
    </Icon>
  );
}

export function NoLinkIcon(): ReactElement {
  return (
    <Icon>
      <path d="M5 12.500a10 10 0 0 1 4-2.500M2.500 9a14 14 0 0 1 4-2.700M14.500 9.900a10 10 0 0 1 4.500 2.600M11 5.100A14 14 0 0 1 21.500 9M8.500 16a5 5 0 0 1 7 0" />
      <path d="m3.500 3.500 17 17" />
      <path d="M12 19.500h.01" />
    </Icon>
  );
}
