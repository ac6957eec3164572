import { Button } from '@mantine/core';
import { useId, useRef } from 'react';
import type { ReactElement } from 'react';
import { useLanguage } from '../../language/language-context.tsx';

type AskFirstProps = {
  /** Words of the button that opens the question. */
  label: string;
  /** What it is of, for who does not see what it stands beside. */
  of?: string;
  title: string;
  lead: string;
  /** Words of the answer that does it. */
  doIt: string;
  busy: boolean;
  grave?: boolean;
  onDo: () => void;
};

/** A button that asks once before it does something. */
export function AskFirst(props: AskFirstProps): ReactElement {
  const { t } = useLanguage();
  const title = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <>
      <button
        type="button"
        className="control"
        data-grave={props.grave ?? false}
        aria-busy={props.busy}
        onClick={() => dialog.current?.showModal()}
      >
        {props.label}
        {props.of !== undefined && <span className="unseen"> {props.of}</span>}
      </button>
      <dialog ref={dialog} className="ask" aria-labelledby={title}>
        <h2 id={title}>{props.title}</h2>
        <p>{props.lead}</p>
        <div className="ask__ways">
          <Button
            type="button"
            data-grave={props.grave ?? false}
            onClick={() => {
              dialog.current?.close();
              props.onDo();
            }}
          >
            {props.doIt}
          </Button>
          <button type="button" className="control" onClick={() => dialog.current?.close()}>
            {t('form.cancel')}
          </button>
        </div>
      </dialog>
    </>
  );
}
