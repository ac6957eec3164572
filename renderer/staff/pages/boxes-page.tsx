import { type ReactNode, useState } from 'react';
import type { BoxStatus } from '../../../contract/box-status.ts';
import type { TerminalConfiguration } from '../../../contract/terminal-configuration.ts';
import { messageOf } from '../../message-of.ts';
import type { StaffBoxes } from '../host/staff-host.ts';
import type { Line, StaffWords } from '../language/staff-words.ts';
import { BoxButtons } from '../screens/box-buttons.tsx';
import { testedBoxes } from '../tested-boxes.ts';
import { useBoxTest } from '../use-box-test.ts';
import type { StaffPageProps } from './staff-page-props.ts';

export type BoxOutput = 'lamps' | 'buzzer' | 'beacon';
const OUTPUTS: readonly BoxOutput[] = ['lamps', 'buzzer', 'beacon'];

/** Every box as it is, and its test. */
export function BoxesPage({ host, words, configuration, boxes }: StaffPageProps): ReactNode {
  const [testing, setTesting] = useState(false);
  const [said, setSaid] = useState<Line | null>(null);
  const own = host.boxes;
  if (own === null) {
    return <p>{words.t('boxes.notHere')}</p>;
  }
  const failed = (detail: string): void => setSaid({ key: 'menu.failed', values: { detail } });
  return (
    <BoxesView
      words={words}
      statuses={boxes}
      said={said}
      onTest={(on) => {
        setSaid(null);
        setTesting(on);
      }}
      onSignal={(what) => {
        own.signal(what).catch((error: unknown) => failed(messageOf(error)));
      }}
      onQuiet={() => {
        own.stopCalling().then(
          () => setSaid({ key: 'boxes.quietSaid' }),
          (error: unknown) => failed(messageOf(error)),
        );
      }}
      test={
        testing ? (
          <BoxTest
            words={words}
            own={own}
            statuses={boxes ?? []}
            meanings={configuration.buttons}
            onOver={(trouble) => {
              setTesting(false);
              if (trouble === null) {
                setSaid({ key: 'boxes.overdue' });
              } else {
                failed(trouble);
              }
            }}
          />
        ) : null
      }
    />
  );
}

function BoxTest({
  words,
  own,
  statuses,
  meanings,
  onOver,
}: {
  readonly words: StaffWords;
  readonly own: StaffBoxes;
  readonly statuses: readonly BoxStatus[];
  readonly meanings: TerminalConfiguration['buttons'];
  readonly onOver: (trouble: string | null) => void;
}): ReactNode {
  const counts = useBoxTest(own, (_counts, trouble) => onOver(trouble));
  return (
    <BoxButtons words={words} boxes={testedBoxes(statuses, meanings, counts)} counts={counts} />
  );
}

export function BoxesView({
  words,
  statuses,
  test,
  said,
  onTest,
  onSignal,
  onQuiet,
}: {
  readonly words: StaffWords;
  readonly statuses: readonly BoxStatus[] | null;
  /** What is pressed in a test; null while there is none. */
  readonly test: ReactNode;
  readonly said: Line | null;
  readonly onTest: (on: boolean) => void;
  readonly onSignal: (what: BoxOutput) => void;
  /** No box is to call anybody any more. */
  readonly onQuiet: () => void;
}): ReactNode {
  const { t } = words;
  const testing = test !== null;
  if (statuses === null) {
    return <p>{t('menu.looking')}</p>;
  }
  if (statuses.length === 0) {
    return <p>{t('boxes.none')}</p>;
  }
  return (
    <div className="staff-cards">
      {statuses.map((status, index) => (
        <BoxCard key={'boxId' in status ? status.boxId : index} words={words} status={status} />
      ))}
      <section className="staff-card staff-wide">
        <h3>{t('boxes.testTitle')}</h3>
        <p>{t(testing ? 'boxes.testing' : 'boxes.testText')}</p>
        <div className="staff-actions">
          <button
            type="button"
            className="staff-button"
            aria-pressed={testing}
            onClick={() => onTest(!testing)}
          >
            {t(testing ? 'boxes.stop' : 'boxes.start')}
          </button>
          {OUTPUTS.map((output) => (
            <button
              key={output}
              type="button"
              className="staff-button"
              onClick={() => onSignal(output)}
            >
              {t(`boxes.${output}`)}
            </button>
          ))}
          <button type="button" className="staff-button" onClick={onQuiet}>
            {t('boxes.quiet')}
          </button>
        </div>
        {test}
        <p role="status" className="staff-said">
          {said === null ? null : words.line(said)}
        </p>
      </section>
    </div>
  );
}

function BoxCard({
  words,
  status,
}: {
  readonly words: StaffWords;
  readonly status: BoxStatus;
}): ReactNode {
  const { t } = words;
  const troubles = status.state === 'live' ? status.troubles : [];
  const good = status.state === 'live';
  return (
    <section className="staff-card">
      <h3
        className={'boxId' in status ? 'staff-code' : undefined}
        dir={'boxId' in status ? 'ltr' : undefined}
      >
        {'boxId' in status ? status.boxId : t('boxes.unknown')}
      </h3>
      <dl className="staff-rows">
        <div data-tone={good ? 'good' : 'attention'}>
          <dt>{t('boxes.state')}</dt>
          <dd>{t(`boxes.${status.state}`)}</dd>
        </div>
        {status.state === 'searching' ? (
          <div data-tone="plain">
            <dt>{t('boxes.detail')}</dt>
            <dd dir="auto">{status.detail}</dd>
          </div>
        ) : (
          <div data-tone="plain">
            <dt>{t('boxes.port')}</dt>
            <dd className="staff-code" dir="ltr">
              {status.path}
            </dd>
          </div>
        )}
        {status.state === 'live' ? (
          <div data-tone="plain">
            <dt>{t('boxes.driver')}</dt>
            <dd className="staff-code" dir="ltr">
              {[status.driver, status.firmware].filter((part) => part !== null).join(' ')}
            </dd>
          </div>
        ) : null}
        {troubles.map(({ button, kind }) => (
          <div key={`${button} ${kind}`} data-tone="attention">
            <dt>{t('boxes.button', { button: words.number(button) })}</dt>
            <dd>{t(`boxes.${kind}`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
