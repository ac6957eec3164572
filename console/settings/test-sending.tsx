import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { Delivery } from '../../contract/protocol/channels.ts';
import { failureMessage } from '../api/failure-message.ts';
import type { HubResult } from '../api/hub-result.ts';
import { useLanguage } from '../language/language-context.tsx';
import { useSoleMutation } from '../shell/use-sole-mutation.ts';
import { faresQuery } from './settings-queries.ts';
import { outcomeOf } from './test-outcome.ts';

type TestSendingProps = {
  label: string;
  /** What it is of, for who does not see what it stands beside. */
  of?: string;
  /** Sends test messages: one, or one to each device. */
  send: () => Promise<HubResult<readonly Delivery[]>>;
  /** The newest ones, those of before among them. */
  read: (signal: AbortSignal) => Promise<HubResult<readonly Delivery[]>>;
};

/** Sends a test message, and says how it fares while it does. */
export function TestSending({ label, of, send, read }: TestSendingProps): ReactElement {
  const { t } = useLanguage();
  const test = useSoleMutation({ mutationFn: send });
  const reply = test.data;
  const sent = reply?.ok === true ? reply.value : [];
  const query = useQuery({
    ...faresQuery(
      sent.map(({ id }) => id),
      read,
    ),
    enabled: sent.length > 0,
  });
  const deliveries = query.data ?? sent;
  const outcome = outcomeOf(deliveries);
  const error = outcome === 'sent' ? null : lastErrorOf(deliveries);
  return (
    <div className="test">
      <button
        type="button"
        className="control"
        aria-busy={test.isPending}
        onClick={() => test.mutate()}
      >
        {label}
        {of !== undefined && <span className="unseen"> {of}</span>}
      </button>
      <p role="status" className="test__outcome" data-state={outcome}>
        {outcome !== null && t(`testOutcome.${outcome}`)}
        {error !== null && ` ${error}`}
        {reply?.ok === false && failureMessage(reply.failure, t)}
      </p>
    </div>
  );
}

function lastErrorOf(deliveries: readonly Delivery[]): string | null {
  const tries = deliveries.flatMap(({ attempts }) => attempts);
  return tries.findLast(({ error }) => error !== null)?.error ?? null;
}
