import type { ReactNode } from 'react';
import type { KioskNotice } from '../kiosk/kiosk-notice.ts';
import type { TextKey } from '../language/en.ts';
import type { Texts } from '../language/texts.ts';

const LOOK: Readonly<Record<KioskNotice, { readonly title: TextKey; readonly drawing: string }>> = {
  'storage-full': {
    title: 'notice.storageFull',
    drawing:
      'M4 6c0-1.7 3.6-3 8-3s8 1.3 8 3-3.6 3-8 3-8-1.3-8-3v12c0 1.7 3.6 3 8 3s8-1.3 8-3V6M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3',
  },
  clock: {
    title: 'notice.clock',
    drawing: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3.5 2',
  },
};

/** A quiet word to staff beside what visitors look at; the region is there before its words, so that they are heard. */
export function StaffNotice({
  texts,
  notice,
}: {
  readonly texts: Texts;
  readonly notice: KioskNotice | null;
}): ReactNode {
  return (
    <div className="staff-notice" role="status">
      {notice === null ? null : (
        <p className="staff-notice-words" data-notice={notice}>
          <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d={LOOK[notice].drawing} />
          </svg>
          <span>
            <strong>{texts.t(LOOK[notice].title)}</strong>
            <span>{texts.t('notice.staff')}</span>
          </span>
        </p>
      )}
    </div>
  );
}
