import { Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { KeyboardEvent, ReactElement, SubmitEvent } from 'react';
import { failureMessage } from '../api/failure-message.ts';
import { useLanguage } from '../language/language-context.tsx';
import { useServices } from '../shell/services.ts';
import { alertQuery } from './alert-queries.ts';
import { useSoleMutation } from '../shell/use-sole-mutation.ts';

const LONGEST = 2_000;

/** A word to colleagues about an alert. What was typed stays until the hub has it. */
export function CommentForm({ alertId }: { alertId: string }): ReactElement {
  const { client } = useServices();
  const { t } = useLanguage();
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const add = useSoleMutation({
    mutationFn: async (comment: string) => client.comment(alertId, comment),
    async onSuccess(reply) {
      if (reply.ok) {
        setText('');
        await queries.invalidateQueries({ queryKey: alertQuery(client, alertId).queryKey });
      }
    },
  });

  function send(): void {
    const comment = text.trim();
    if (comment !== '') {
      add.mutate(comment);
    }
  }

  return (
    <form
      className="comment-form"
      onSubmit={(event: SubmitEvent<HTMLFormElement>) => {
        event.preventDefault();
        send();
      }}
    >
      <Textarea
        label={t('detail.comment')}
        maxLength={LONGEST}
        rows={2}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            send();
          }
        }}
      />
      <button type="submit" className="control" aria-busy={add.isPending}>
        {t('detail.addComment')}
      </button>
      <p className="not-done" role="alert" hidden={add.data?.ok !== false}>
        {add.data?.ok === false &&
          t('detail.notAdded', { reason: failureMessage(add.data.failure, t) })}
      </p>
    </form>
  );
}
