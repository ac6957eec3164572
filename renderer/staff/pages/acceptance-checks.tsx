import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import { messageOf } from '../../message-of.ts';
import { playPressSound } from '../../look/press-sound.ts';
import type { Check, Finding } from '../acceptance/acceptance-machine.ts';
import {
  buttonsFinding,
  isComplete,
  networkFinding,
  screenFinding,
  soundFinding,
  storesFinding,
  type TestedBox,
} from '../acceptance/findings.ts';
import { checkIndexedDb } from '../check-indexed-db.ts';
import { meaningName } from '../meaning-name.ts';
import { BoxButtons } from '../screens/box-buttons.tsx';
import { ScreenCheck } from '../screens/screen-check.tsx';
import { type PressCounts, testedBoxes } from '../tested-boxes.ts';
import { useBoxTest } from '../use-box-test.ts';
import { networkTestOf } from './network-page.tsx';
import type { StaffPageProps } from './staff-page-props.ts';

type CheckProps = StaffPageProps & { readonly onFound: (finding: Finding) => void };

/** One check of the site acceptance test, while it is carried out. */
export function AcceptanceCheck({
  check,
  ...props
}: CheckProps & { readonly check: Check }): ReactNode {
  switch (check) {
    case 'screen':
      return (
        <ScreenCheck words={props.words} onSeen={(seen) => props.onFound(screenFinding(seen))} />
      );
    case 'buttons':
      return <ButtonsCheck {...props} />;
    case 'sound':
      return <SoundCheck {...props} />;
    case 'network':
      return <NetworkCheck {...props} />;
    case 'stores':
      return <StoresCheck {...props} />;
  }
}

function ButtonsCheck({ host, words, configuration, boxes, onFound }: CheckProps): ReactNode {
  const { t } = words;
  const nameOf = (meaning: Parameters<typeof meaningName>[0]): string =>
    meaningName(meaning, words);
  const testedBy = (pressed: PressCounts): readonly TestedBox[] =>
    testedBoxes(boxes ?? [], configuration.buttons, pressed);
  const counts = useBoxTest(host.boxes, (pressed) =>
    onFound(buttonsFinding(testedBy(pressed), false, nameOf)),
  );
  const tested = testedBy(counts);
  /** A box that is searched for is there for somebody: one that was never found is not passed over. */
  const searched = (boxes ?? []).some(({ state }) => state === 'searching');
  const none = host.boxes === null || (boxes !== null && boxes.length === 0);
  const complete =
    tested.length > 0 && !searched && tested.every(({ buttons }) => isComplete(buttons));
  const tell = useEffectEvent(onFound);
  useEffect(() => {
    if (none) {
      tell(buttonsFinding([], false, String));
    }
  }, [none]);

  return (
    <div className="staff-check">
      <p>{t('buttons.text')}</p>
      {searched ? <p role="status">{t('buttons.searching')}</p> : null}
      <BoxButtons words={words} boxes={tested} counts={counts} />
      <div className="staff-actions">
        {complete ? (
          <button
            type="button"
            className="staff-button"
            data-main
            onClick={() => onFound(buttonsFinding(tested, false, nameOf))}
          >
            {t('check.next')}
          </button>
        ) : (
          <>
            <button
              type="button"
              className="staff-button"
              onClick={() =>
                onFound(
                  searched
                    ? {
                        verdict: 'failed',
                        lines: [{ key: 'found.boxNotFound' }, { key: 'todo.box' }],
                      }
                    : buttonsFinding(tested, false, nameOf),
                )
              }
            >
              {t('buttons.silent')}
            </button>
            <button
              type="button"
              className="staff-button"
              disabled={
                searched || !tested.every(({ buttons }) => buttons.some((each) => each.pressed))
              }
              onClick={() => onFound(buttonsFinding(tested, true, nameOf))}
            >
              {t('buttons.noOthers')}
            </button>
          </>
        )}
      </div>
    </div>
  );
}

function SoundCheck({ words, configuration, onFound }: CheckProps): ReactNode {
  const { t } = words;
  const { soundVolume } = configuration.appearance;
  const play = (): void => void playPressSound('positive', soundVolume);
  const begin = useEffectEvent((): void => {
    if (soundVolume > 0) {
      play();
    } else {
      onFound({ verdict: 'not-there', lines: [{ key: 'found.soundOff' }] });
    }
  });
  useEffect(() => begin(), []);
  return (
    <div className="staff-check">
      <p>{t('sound.text')}</p>
      <div className="staff-actions">
        <button type="button" className="staff-button" onClick={play}>
          {t('sound.again')}
        </button>
        {(['heard', 'silent', 'no-speaker'] as const).map((answer) => (
          <button
            key={answer}
            type="button"
            className="staff-button"
            data-main={answer === 'heard' || undefined}
            onClick={() => onFound(soundFinding(answer, soundVolume))}
          >
            {t(`sound.${answer}`)}
          </button>
        ))}
      </div>
    </div>
  );
}

function NetworkCheck({ parts, host, words, onFound }: CheckProps): ReactNode {
  useFoundOnce(async () => networkFinding(await networkTestOf(parts, host), words), onFound);
  return (
    <div className="staff-check">
      <p role="status">{words.t('network.asking')}</p>
    </div>
  );
}

function StoresCheck({ parts, host, words, configuration, onFound }: CheckProps): ReactNode {
  useFoundOnce(async () => {
    const [database, disk, machine, heartbeat, books] = await Promise.all([
      checkIndexedDb(() => performance.now()),
      host.checkDisk(),
      host.machine(),
      parts.insight()?.health.heartbeat(configuration.version),
      parts.outbox.books(),
    ]);
    return storesFinding(
      {
        database,
        disk,
        journal: machine?.journal ?? null,
        storage: heartbeat?.storage ?? 'failing',
        books,
      },
      words,
    );
  }, onFound);
  return (
    <div className="staff-check">
      <p role="status">{words.t('stores.looking')}</p>
    </div>
  );
}

/** Carries a check out that nobody has to help with. One that cannot be carried out has failed, and says why. */
function useFoundOnce(look: () => Promise<Finding>, onFound: (finding: Finding) => void): void {
  const carryOut = useEffectEvent(look);
  const tell = useEffectEvent(onFound);
  const [given, setGiven] = useState<Finding | null>(null);
  useEffect(() => {
    let gone = false;
    const give = (finding: Finding): void => {
      if (!gone) {
        setGiven(finding);
      }
    };
    carryOut().then(give, (error: unknown) =>
      give({
        verdict: 'failed',
        lines: [{ key: 'menu.failed', values: { detail: messageOf(error) } }],
      }),
    );
    return () => {
      gone = true;
    };
  }, []);
  useEffect(() => {
    if (given !== null) {
      tell(given);
    }
  }, [given]);
}
