import type { ReactNode } from 'react';
import { useId } from 'react';
import type { Rating } from '../../contract/rating.ts';

/** Which colours a drawing has. `troubled` and `resting` never stand for a rating. */
export type Tone = Rating | 'very-positive' | 'very-negative' | 'troubled' | 'resting';

type FigureProps = {
  readonly tone: Tone;
  readonly silhouette: string;
  /** Drawn with the body, in its square of 240. */
  readonly children: ReactNode;
  /** A layer of its own, so that blinking costs no repaint. */
  readonly eyes?: ReactNode;
};

/** A body in its light and on its edge: decorative, square, as large as its box. Whoever uses it gives the name. */
export function Figure({ tone, silhouette, children, eyes }: FigureProps): ReactNode {
  const glazeId = useId();
  return (
    <span className="face" data-kind={tone} aria-hidden="true">
      <span className="face-shade" />
      <span className="face-body">
        <svg className="face-layer" viewBox="0 0 240 240">
          <linearGradient id={glazeId} x1="0.3" y1="0" x2="0.6" y2="1">
            <stop className="face-light" offset="0" />
            <stop className="face-tone" offset="0.75" />
          </linearGradient>
          <path className="face-edge" d={silhouette} transform="translate(0 13)" />
          <path className="face-skin" d={silhouette} fill={`url(#${glazeId})`} />
          {children}
        </svg>
        {eyes === undefined ? null : (
          <svg className="face-layer face-eyes" viewBox="0 0 240 240">
            {eyes}
          </svg>
        )}
      </span>
    </span>
  );
}
