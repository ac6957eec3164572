import { Button } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useEffect, useId, useRef } from 'react';
import type { ReactElement, RefObject } from 'react';
import { useLanguage } from '../../language/language-context.tsx';

/** Asks before a page with unsaved changes is left, within the console and by closing the window. */
export function LeaveGuard(props: {
  changed: boolean;
  changedNow: RefObject<boolean>;
}): ReactElement {
  const { t } = useLanguage();
  const title = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const blocker = useBlocker({
    shouldBlockFn: () => props.changedNow.current,
    enableBeforeUnload: () => props.changedNow.current,
    disabled: !props.changed,
    withResolver: true,
  });
  const asks = blocker.status === 'blocked';
  useEffect(() => {
    if (asks) {
      dialog.current?.showModal();
    } else {
      dialog.current?.close();
    }
  }, [asks]);
  return (
    <dialog ref={dialog} className="ask" aria-labelledby={title} onCancel={() => blocker.reset?.()}>
      <h2 id={title}>{t('leave.title')}</h2>
      <p>{t('leave.lead')}</p>
      <div className="ask__ways">
        <Button type="button" onClick={() => blocker.reset?.()}>
          {t('leave.stay')}
        </Button>
        <button type="button" className="control" onClick={() => blocker.proceed?.()}>
          {t('leave.go')}
        </button>
      </div>
    </dialog>
  );
}
