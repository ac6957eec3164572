import type { CSSProperties, ReactNode } from 'react';
import { useMemo } from 'react';
import { encode } from 'uqr';
import '../look/qr-code.css';

/** Modules of plain ground on every side (ISO/IEC 18004, section 9.1). */
const QUIET_MODULES = 4;

/** A QR code as one drawing: sides of both directions count modules, quiet zone and all. */
export type QrDrawing = { readonly modules: number; readonly path: string };

/** With error correction M: 15 % of it may be dirt or glare. */
export function drawQr(text: string): QrDrawing {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET_MODULES });
  return { modules: size, path: data.map(rowPath).join('') };
}

/** The dark modules of a row, each run of them as one rectangle, so that no seam shows between two. */
function rowPath(row: readonly boolean[], y: number): string {
  let path = '';
  for (let from = row.indexOf(true); from !== -1;) {
    const end = row.indexOf(false, from);
    const until = end === -1 ? row.length : end;
    path += `M${from} ${y}h${until - from}v1H${from}z`;
    from = row.indexOf(true, until);
  }
  return path;
}

/** Dark on light in every theme, and large enough to be read from 1 m (`qr-code.css`). @param name what it leads to. */
export function QrCode({
  text,
  name,
}: {
  readonly text: string;
  readonly name: string;
}): ReactNode {
  const { modules, path } = useMemo(() => drawQr(text), [text]);
  return (
    <svg
      className="qr-code"
      role="img"
      aria-label={name}
      viewBox={`0 0 ${modules} ${modules}`}
      style={{ '--modules': modules } as CSSProperties}
    >
      <path d={path} />
    </svg>
  );
}
