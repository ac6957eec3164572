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

export function HandIcon(): ReactElement {
  return (
    <Icon>
      <path d="M8 12V6.500a1.500 1.500 0 0 1 3 0V11M11 10.500V4.500a1.500 1.500 0 0 1 3 0v6M14 10.500V6a1.500 1.500 0 0 1 3 0v8.500a6 6 0 0 1-6 6c-2.600 0-4-1.100-5.300-3.200L3.600 13.700a1.500 1.500 0 0 1 2.500-1.600L8 14" />
    </Icon>
  );
}

export function ScoreIcon(): ReactElement {
  return (
    <Icon>
      <path d="m4 7 5.500 5.500 3.500-3.500 7 7.500" />
      <path d="M20 11.500v5h-5" />
    </Icon>
  );
}

export function QuietIcon(): ReactElement {
  return (
    <Icon>
      <path d="M5 6h6l-6 7h6M14 11.500h5l-5 6h5" />
    </Icon>
  );
}

export function BoxIcon(): ReactElement {
  return (
    <Icon>
      <rect x="4" y="8" width="16" height="9" rx="2.500" />
      <path d="M8.500 12.500h.01M12 12.500h.01M15.500 12.500h.01M12 8V4.500" />
    </Icon>
  );
}

export function MoonIcon(): ReactElement {
  return (
    <Icon>
      <path d="M19.500 14.500A8 8 0 1 1 9.500 4.500a6.500 6.500 0 0 0 10 10Z" />
    </Icon>
  );
}

export function UpIcon(): ReactElement {
  return (
    <Icon>
      <path d="M12 19V5.500M6 11l6-6 6 6" />
    </Icon>
  );
}

export function CommentIcon(): ReactElement {
  return (
    <Icon>
      <path d="M5 5.500h14a1.500 1.500 0 0 1 1.500 1.500v8a1.500 1.500 0 0 1-1.500 1.500h-7.500L7 20v-3.500H5A1.500 1.500 0 0 1 3.500 15V7A1.500 1.500 0 0 1 5 5.500Z" />
    </Icon>
  );
}

export function CloseIcon(): ReactElement {
  return (
    <Icon>
      <path d="m6.500 6.500 11 11M17.500 6.500l-11 11" />
    </Icon>
  );
}

export function KeyboardIcon(): ReactElement {
  return (
    <Icon>
      <rect x="3" y="6.500" width="18" height="11" rx="2" />
      <path d="M7 10.500h.01M10.500 10.500h.01M14 10.500h.01M17 10.500h.01M8.500 14h7" />
    </Icon>
  );
}

export function ScreenIcon(): ReactElement {
  return (
    <Icon>
      <rect x="3.500" y="5" width="17" height="11" rx="2" />
      <path d="M9 20h6M12 16v4" />
    </Icon>
  );
}

export function HistoryIcon(): ReactElement {
  return (
    <Icon>
      <path d="M4.500 12a7.500 7.500 0 1 0 2.500-5.600L4.500 8.500M4.500 4.500v4h4" />
      <path d="M12 8v4l2.500 1.700" />
    </Icon>
  );
}
