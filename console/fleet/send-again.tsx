import { Button } from '@mantine/core';
import { useId, useRef } from 'react';
import type { ReactElement } from 'react';
import type { FleetTerminal } from '../../contract/protocol/fleet.ts';
import { failureMessage } from '../api/failure-message.ts';
import { useLanguage } from '../language/language-context.tsx';
import { useServices } from '../shell/services.ts';
import { useSoleMutation } from '../shell/use-sole-mutation.ts';

/** Asks for the parked events once more, after saying what that does. */
export function SendAgain({ terminal }: { terminal: FleetTerminal }): ReactElement {
  const { client } = useServices();
  const { t } = useLanguage();
  const title = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const retry = useSoleMutation({
    mutationFn: () => client.retryParked(terminal.id),
    onSettled: () => dialog.current?.close(),
  });
  const reply = retry.data;
  return (
    <>
      <button type="button" className="control" onClick={() => dialog.current?.showModal()}>
        {t('parked.sendAgain')}
      </button>
      <p className="parked__asked" role="status">
        {reply?.ok === true && t('parked.asked', { name: terminal.name })}
        {reply?.ok === false && t('parked.notAsked', { reason: failureMessage(reply.failure, t) })}
      </p>
      <dialog ref={dialog} className="ask" aria-labelledby={title}>
        <h3 id={title}>{t('parked.confirm')}</h3>
        <p>{t('parked.confirmLead', { name: terminal.name })}</p>
        <div className="ask__ways">
          <Button aria-busy={retry.isPending} onClick={() => retry.mutate()}>
            {t('parked.sendAgain')}
          </Button>
          <button type="button" className="control" onClick={() => dialog.current?.close()}>
            {t('parked.cancel')}
          </button>
        </div>
      </dialog>
    </>
  );
}
