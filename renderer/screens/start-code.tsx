import type { ReactNode } from 'react';
import { useMemo } from 'react';
import type { DrawQr } from '../kiosk/kiosk-view.ts';
import type { Texts } from '../language/texts.ts';

/**
 * For who would rather touch nothing: a code of a page to answer on. Its place is there from the start, so that nothing
 * moves when what draws it is.
 */
export function StartCode({
  texts,
  url,
  drawQr,
}: {
  readonly texts: Texts;
  readonly url: string;
  readonly drawQr: DrawQr | null;
}): ReactNode {
  const drawing = useMemo(() => drawQr?.(url) ?? null, [drawQr, url]);
  return (
    <p className="start-code">
      <span className="start-code-place">
        {drawing === null ? null : (
          // Without an attribute for its style: it is kept as it stands for the next page's first face.
          <svg
            role="img"
            aria-label={texts.t('start.code')}
            viewBox={`0 0 ${drawing.modules} ${drawing.modules}`}
          >
            <path d={drawing.path} />
          </svg>
        )}
      </span>
      <span aria-hidden={drawing !== null}>{texts.t('start.code')}</span>
    </p>
  );
}
