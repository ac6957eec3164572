import { type ReactNode, useState } from 'react';

/** What stands between a button and what cannot be undone: a question, and another. */
export function ConfirmTwice({
  action,
  first,
  second,
  goOn,
  cancel,
  busy,
  onConfirmed,
}: {
  readonly action: string;
  readonly first: string;
  readonly second: string;
  readonly goOn: string;
  readonly cancel: string;
  readonly busy: boolean;
  readonly onConfirmed: () => void;
}): ReactNode {
  const [asked, setAsked] = useState<0 | 1 | 2>(0);
  if (asked === 0) {
    return (
      <button type="button" className="staff-button" disabled={busy} onClick={() => setAsked(1)}>
        {action}
      </button>
    );
  }
  const confirm = (): void => {
    setAsked(asked === 1 ? 2 : 0);
    if (asked === 2) {
      onConfirmed();
    }
  };
  return (
    <div className="staff-question" role="group" aria-label={action}>
      <p role="alert">{asked === 1 ? first : second}</p>
      <div className="staff-actions">
        {/* First, so that the way back is where the finger is. */}
        <button type="button" className="staff-button" onClick={() => setAsked(0)}>
          {cancel}
        </button>
        <button
          type="button"
          className="staff-button"
          data-grave={asked === 2 || undefined}
          onClick={confirm}
        >
          {asked === 1 ? goOn : action}
        </button>
      </div>
    </div>
  );
}
