import type { ReactElement } from 'react';

const MOUTHS = {
  happy: 'M19 37.5c3 6.600 8 9.700 13 9.700s10-3.100 13-9.700',
  unhappy: 'M20.500 45c2.600-4.800 6.700-7.200 11.500-7.200s8.900 2.400 11.500 7.200',
} as const;

/** A face of the house; decorative, since the words beside it say the same. */
export function Face({ mood }: { mood: keyof typeof MOUTHS }): ReactElement {
  return (
    <svg className={`face face--${mood}`} viewBox="0 0 64 64" aria-hidden="true" focusable="false">
      <circle className="face__head" cx="32" cy="32" r="30" />
      <g className="face__eyes">
        <circle cx="23" cy="26.500" r="3.400" />
        <circle cx="41" cy="26.500" r="3.400" />
      </g>
      <path className="face__mouth" d={MOUTHS[mood]} />
    </svg>
  );
}
