import { type ReactNode, useState } from 'react';
import { forgetFirstFace } from '../../kiosk/first-face.ts';
import { messageOf } from '../../message-of.ts';
import type { Line, StaffWords } from '../language/staff-words.ts';
import { ConfirmTwice } from '../screens/confirm-twice.tsx';
import { networkTestOf } from './network-page.tsx';
import type { StaffPageProps } from './staff-page-props.ts';

/** What ends this run of the terminal: a restart, or another identity. */
export function TerminalPage({ parts, host, words }: StaffPageProps): ReactNode {
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<Line | null>(null);

  async function restart(): Promise<Line> {
    return {
      key: (await host.restart()) === 'writing' ? 'terminal.writing' : 'terminal.restarting',
    };
  }

  /** Never without a hub that answers: until it is enrolled again nothing is recorded. */
  async function rePair(): Promise<Line> {
    const found = await networkTestOf(parts, host);
    if (found.kind !== 'reached') {
      return { key: 'terminal.noHub' };
    }
    await parts.host.forgetIdentity();
    forgetFirstFace(localStorage);
    location.reload();
    return { key: 'terminal.restarting' };
  }

  const doing = (action: () => Promise<Line>) => (): void => {
    setBusy(true);
    action()
      .then(setSaid, (error: unknown) =>
        setSaid({ key: 'menu.failed', values: { detail: messageOf(error) } }),
      )
      .finally(() => setBusy(false));
  };

  return (
    <TerminalView
      words={words}
      browser={parts.host.shell === 'browser'}
      busy={busy}
      said={said}
      onRestart={doing(restart)}
      onRePair={doing(rePair)}
    />
  );
}

export function TerminalView({
  words,
  browser,
  busy,
  said,
  onRestart,
  onRePair,
}: {
  readonly words: StaffWords;
  /** There is no program to restart, only a page. */
  readonly browser: boolean;
  readonly busy: boolean;
  readonly said: Line | null;
  readonly onRestart: () => void;
  readonly onRePair: () => void;
}): ReactNode {
  const { t } = words;
  const common = { goOn: t('confirm.goOn'), cancel: t('confirm.cancel'), busy };
  return (
    <div className="staff-cards">
      <p role="status" className="staff-said staff-wide">
        {said === null ? null : words.line(said)}
      </p>
      <section className="staff-card">
        <h3>{t('terminal.restartTitle')}</h3>
        <p>{t(browser ? 'terminal.reloadText' : 'terminal.restartText')}</p>
        <ConfirmTwice
          {...common}
          action={t('terminal.restart')}
          first={t('terminal.restartFirst')}
          second={t('terminal.restartSecond')}
          onConfirmed={onRestart}
        />
      </section>
      <section className="staff-card">
        <h3>{t('terminal.rePairTitle')}</h3>
        <p>{t('terminal.rePairText')}</p>
        <ConfirmTwice
          {...common}
          action={t('terminal.rePair')}
          first={t('terminal.rePairFirst')}
          second={t('terminal.rePairSecond')}
          onConfirmed={onRePair}
        />
      </section>
    </div>
  );
}
