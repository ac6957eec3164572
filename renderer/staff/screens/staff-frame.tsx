import type { ReactNode } from 'react';
import type { StaffTextKey } from '../language/en.ts';
import type { StaffWords } from '../language/staff-words.ts';

/** The pages of the menu, in the order of the menu. */
export const STAFF_PAGES = [
  'status',
  'events',
  'boxes',
  'network',
  'acceptance',
  'language',
  'terminal',
] as const;
export type StaffPageName = (typeof STAFF_PAGES)[number];

const NAME: Readonly<Record<StaffPageName, StaffTextKey>> = {
  status: 'menu.status',
  events: 'menu.events',
  boxes: 'menu.boxes',
  network: 'menu.network',
  acceptance: 'menu.acceptance',
  language: 'menu.language',
  terminal: 'menu.terminal',
};

/** The menu beside, or above, the page it leads to. */
export function StaffFrame({
  words,
  terminal,
  page,
  onPage,
  onClose,
  children,
}: {
  readonly words: StaffWords;
  /** Its name. */
  readonly terminal: string;
  readonly page: StaffPageName;
  readonly onPage: (page: StaffPageName) => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const { t } = words;
  return (
    <div className="screen staff-screen staff-frame">
      <header className="staff-head">
        <h1>{terminal}</h1>
        <button type="button" className="staff-button" onClick={onClose}>
          {t('menu.close')}
        </button>
      </header>
      <nav className="staff-nav" aria-label={t('menu.title')}>
        {STAFF_PAGES.map((name) => (
          <button
            key={name}
            type="button"
            aria-current={name === page ? 'page' : undefined}
            onClick={() => onPage(name)}
          >
            {t(NAME[name])}
          </button>
        ))}
      </nav>
      {/* With the keyboard it is scrolled when it has the focus. */}
      <section
        key={page}
        className="staff-page"
        data-page={page}
        data-scrolls
        tabIndex={0}
        aria-label={t(NAME[page])}
      >
        <h2>{t(NAME[page])}</h2>
        {children}
      </section>
    </div>
  );
}
