import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import { messageOf } from '../../message-of.ts';
import { recallAcceptance } from '../acceptance/last-acceptance.ts';
import type { StaffWords } from '../language/staff-words.ts';
import { StaffRows } from '../screens/staff-rows.tsx';
import { type StatusFacts, statusGroups } from '../status-groups.ts';
import type { StaffPageProps } from './staff-page-props.ts';

const EVERY_MS = 2_000;

/** How the terminal is, anew every two seconds. */
export function StatusPage(props: StaffPageProps): ReactNode {
  const facts = useEffectEvent(() => statusFacts(props));
  const [seen, setSeen] = useState<StatusFacts | { readonly failed: string } | null>(null);
  useEffect(() => {
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function look(): Promise<void> {
      const next = await facts().catch((error: unknown) => ({
        failed: messageOf(error),
      }));
      if (!gone) {
        setSeen(next);
        timer = setTimeout(() => void look(), EVERY_MS);
      }
    }
    void look();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, []);
  return <StatusView words={props.words} seen={seen} />;
}

export function StatusView({
  words,
  seen,
}: {
  readonly words: StaffWords;
  readonly seen: StatusFacts | { readonly failed: string } | null;
}): ReactNode {
  if (seen === null) {
    return <p>{words.t('menu.looking')}</p>;
  }
  if ('failed' in seen) {
    return <p role="alert">{words.t('menu.failed', { detail: seen.failed })}</p>;
  }
  return (
    <div className="staff-cards">
      {statusGroups(seen, words).map((group) => (
        <StaffRows key={group.title} words={words} group={group} />
      ))}
    </div>
  );
}

async function statusFacts({ parts, host, configuration }: StaffPageProps): Promise<StatusFacts> {
  const insight = parts.insight();
  if (insight === null) {
    throw new Error('The terminal is still starting.');
  }
  const [heartbeat, machine] = await Promise.all([
    insight.health.heartbeat(configuration.version),
    host.machine(),
  ]);
  return {
    now: parts.clock.now(),
    heartbeat,
    machine,
    configuration,
    hubUrl: parts.boot.hubUrl,
    contact: insight.lastContact(),
    acceptance: recallAcceptance(localStorage),
  };
}
