import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import { networkFinding } from '../acceptance/findings.ts';
import type { StaffWords } from '../language/staff-words.ts';
import { type NetworkFinding, testNetwork } from '../network-test.ts';
import { StaffFinding } from '../screens/staff-rows.tsx';
import type { StaffPageProps } from './staff-page-props.ts';

/** Asks the hub now, and says in plain words what stands between. */
export function NetworkPage(props: StaffPageProps): ReactNode {
  const [turn, setTurn] = useState(0);
  return <NetworkTurn key={turn} {...props} onAgain={() => setTurn((count) => count + 1)} />;
}

function NetworkTurn({
  parts,
  host,
  words,
  onAgain,
}: StaffPageProps & { readonly onAgain: () => void }): ReactNode {
  const [found, setFound] = useState<NetworkFinding | null>(null);
  const ask = useEffectEvent(() => networkTestOf(parts, host));
  useEffect(() => {
    let gone = false;
    void ask().then((finding) => {
      if (!gone) {
        setFound(finding);
      }
      return undefined;
    });
    return () => {
      gone = true;
    };
  }, []);
  return <NetworkView words={words} hubUrl={parts.boot.hubUrl} found={found} onAgain={onAgain} />;
}

export function NetworkView({
  words,
  hubUrl,
  found,
  onAgain,
}: {
  readonly words: StaffWords;
  readonly hubUrl: string | null;
  /** Null while it is asked. */
  readonly found: NetworkFinding | null;
  readonly onAgain: () => void;
}): ReactNode {
  const { t } = words;
  return (
    <section className="staff-card staff-wide">
      <h3>{t('status.address')}</h3>
      <p className="staff-code" dir="ltr">
        {hubUrl ?? '–'}
      </p>
      {found === null ? (
        <p role="status">{t('network.asking')}</p>
      ) : (
        <StaffFinding words={words} {...networkFinding(found, words)} />
      )}
      <div className="staff-actions">
        <button type="button" className="staff-button" disabled={found === null} onClick={onAgain}>
          {t('network.again')}
        </button>
      </div>
    </section>
  );
}

/** The test, as this terminal makes it. Never rejects. */
export function networkTestOf(
  { boot, clock }: StaffPageProps['parts'],
  host: StaffPageProps['host'],
): Promise<NetworkFinding> {
  return testNetwork({
    hubUrl: boot.hubUrl,
    fetch: (...request) => fetch(...request),
    now: () => clock.now(),
    reachHub: () => host.reachHub(),
  });
}
