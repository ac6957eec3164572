import type { ReactElement } from 'react';
import { failureMessage } from '../../api/failure-message.ts';
import type { HubResult } from '../../api/hub-result.ts';
import { useLanguage } from '../../language/language-context.tsx';
import { AskFirst } from './ask-first.tsx';
import type { Form } from './use-form.ts';
import { useSoleMutation } from '../../shell/use-sole-mutation.ts';

type RemovalProps = {
  /** Keeps nothing of what is gone, and asks nobody whether to leave it. */
  form: Pick<Form<object>, 'letGo'>;
  label: string;
  title: string;
  lead: string;
  remove: () => Promise<HubResult<unknown>>;
  onGone: () => Promise<void>;
};

/** Ends what a form is about, once asked; beside it, why the hub did not. */
export function Removal({ form, label, title, lead, remove, onGone }: RemovalProps): ReactElement {
  const { t } = useLanguage();
  const removing = useSoleMutation({
    mutationFn: remove,
    async onSuccess(reply) {
      if (reply.ok) {
        form.letGo();
        await onGone();
      }
    },
  });
  return (
    <>
      <AskFirst
        label={label}
        title={title}
        lead={lead}
        doIt={label}
        busy={removing.isPending}
        grave
        onDo={() => removing.mutate()}
      />
      {removing.data?.ok === false && (
        <p className="notice form__refusal" data-tone="warning" role="alert">
          {failureMessage(removing.data.failure, t)}
        </p>
      )}
    </>
  );
}
