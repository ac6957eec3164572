import type { ReactNode } from 'react';
import type { ReasonIcon } from '../../contract/questionnaire.ts';

type IconName = ReasonIcon | 'call-back' | 'ask-staff' | 'check' | 'backspace' | 'shift' | 'camera';

const DOT = 'v.01';

/** Own drawings in one style: lines of one width with round ends, on a square of 24. */
const LINES: Readonly<Record<IconName, string>> = {
  waiting: 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zM12 7.2V12l3.4 2.2',
  staff:
    'M12 3.4a3.7 3.7 0 1 0 0 7.4a3.7 3.7 0 1 0 0-7.4zM4.6 20.4c.2-4 3.3-6.4 7.4-6.4s7.2 2.4 7.4 6.4M14.4 17.6h2.2',
  price:
    'M3.6 11.6V5.4a1.8 1.8 0 0 1 1.8-1.8h6.2a2 2 0 0 1 1.4.6l6.8 6.8a2 2 0 0 1 0 2.8l-6 6a2 2 0 0 1-2.8 0L4.2 13a2 2 0 0 1-.6-1.4zM8.2 8.2' +
    DOT,
  product: 'M12 3l8 4.4v9.2L12 21l-8-4.4V7.4zM4.2 7.5L12 11.8l7.8-4.3M12 11.8V21M8 5.2l8 4.4',
  stock: 'M4 3.4v17.2M20 3.4v17.2M4 11h16M4 18.4h16M7 11V6.4h4.6V11M12.6 18.4v-4h4.2v4',
  cleanliness:
    'M10.4 5.4c.8 4.6 2.6 6.4 7.2 7.2c-4.6.8-6.4 2.6-7.2 7.2c-.8-4.6-2.6-6.4-7.2-7.2c4.6-.8 6.4-2.6 7.2-7.2zM18.4 3v4.4M16.2 5.2h4.4',
  atmosphere: 'M12 2.8v4.4M4.8 16a7.2 7.2 0 0 1 14.4 0zM9.6 19.2a2.5 2.5 0 0 0 4.8 0',
  temperature:
    'M14.4 14V5.4a2.4 2.4 0 0 0-4.8 0V14a4.2 4.2 0 1 0 4.8 0zM12 9.4v8.2M18 5.4h2.4M18 9h2.4',
  noise: 'M4 9.6v4.8h3.4l4.8 4V5.6l-4.8 4zM15.4 9.2a4 4 0 0 1 0 5.6M17.9 6.4a8 8 0 0 1 0 11.2',
  toilet:
    'M5.4 3.4h4.2v7.8H5.4zM5.4 11.2h13.2c0 3.4-2.2 5.8-5.4 5.8h-3c-2.8 0-4.8-2.2-4.8-5.8zM9.2 17l-.6 3.6h6l-.6-3.6',
  parking:
    'M7 3.4h10A3.6 3.6 0 0 1 20.6 7v10a3.6 3.6 0 0 1-3.6 3.6H7A3.6 3.6 0 0 1 3.4 17V7A3.6 3.6 0 0 1 7 3.4zM9.6 16.8V7.4h3.2a2.8 2.8 0 0 1 0 5.6H9.6',
  payment:
    'M5 5.4h14A1.8 1.8 0 0 1 20.8 7.2v9.6A1.8 1.8 0 0 1 19 18.6H5a1.8 1.8 0 0 1-1.8-1.8V7.2A1.8 1.8 0 0 1 5 5.4zM3.4 10h17.2M6.6 14.6h4',
  information: `M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zM12 11.2v5.2M12 7.6${DOT}`,
  delivery:
    'M2.8 6h10.8v10.2H9.2M5 16.2H2.8V6M13.6 9.6h4.2l3.4 3.6v3H19M13.6 16.2h1.2M7.1 14.3a2 2 0 1 0 0 4a2 2 0 1 0 0-4zM16.9 14.3a2 2 0 1 0 0 4a2 2 0 1 0 0-4z',
  food: 'M7 3.4v17.2M4.2 3.4v4a2.8 2.8 0 0 0 5.6 0v-4M17.6 20.6V3.4c-2.6 1.2-3.8 4-3.8 7.4c0 1.8.8 2.8 2.2 2.8h1.6',
  accessibility:
    'M10.6 2.8a1.6 1.6 0 1 0 0 3.2a1.6 1.6 0 1 0 0-3.2zM10.6 8.6v5.6h4.8l2.6 5.4l2-.8M10.6 11h4.2M8 11.8a4.8 4.8 0 1 0 6.4 6',
  other: `M5.6 4h12.8a2.2 2.2 0 0 1 2.2 2.2v8a2.2 2.2 0 0 1-2.2 2.2h-6.6L7 20.4v-4H5.6a2.2 2.2 0 0 1-2.2-2.2v-8A2.2 2.2 0 0 1 5.6 4zM8.4 10.2${DOT}M12 10.2${DOT}M15.6 10.2${DOT}`,
  'call-back':
    'M6.4 3.6h2.8L11 8L8.8 9.6a11.6 11.6 0 0 0 5.6 5.6L16 13l4.4 1.8v2.8a2.2 2.2 0 0 1-2.4 2.2A16.4 16.4 0 0 1 4.2 6a2.2 2.2 0 0 1 2.2-2.4z',
  'ask-staff':
    'M4.6 17a7.4 7.4 0 0 1 14.8 0zM3.4 20.4h17.2M12 9.4V7M9.8 7h4.4M8.4 14.4a4 4 0 0 1 2-2',
  check: 'M4.8 12.8l4.8 4.8L19.4 7.2',
  backspace:
    'M9 5.4h10.2A1.8 1.8 0 0 1 21 7.2v9.6a1.8 1.8 0 0 1-1.8 1.8H9L2.8 12zM11.6 9.4l5.2 5.2M16.8 9.4l-5.2 5.2',
  shift: 'M12 3.8l8 8.4h-4.4v7.4H8.4v-7.4H4z',
  camera:
    'M4.8 7.4h3L9.4 5h5.2l1.6 2.4h3A1.6 1.6 0 0 1 20.8 9v8.4a1.6 1.6 0 0 1-1.6 1.6H4.8a1.6 1.6 0 0 1-1.6-1.6V9a1.6 1.6 0 0 1 1.6-1.6zM12 9.8a3.4 3.4 0 1 0 0 6.8a3.4 3.4 0 1 0 0-6.8z',
};

/** Decorative: whoever uses it gives the name. */
export function LineIcon({ name }: { readonly name: IconName }): ReactNode {
  return (
    <svg className="line-icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={LINES[name]} />
    </svg>
  );
}
