import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { z } from 'zod';
import type { HubFailure, HubResult } from '../../api/hub-result.ts';
import { useLanguage } from '../../language/language-context.tsx';
import { faultsIn, faultsOf } from './faults.ts';
import type { Fault } from './faults.ts';
import { useSoleMutation } from '../../shell/use-sole-mutation.ts';

/** A value that is being edited; nothing of it is lost while saving fails. */
export type Form<Draft> = {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  /** Takes this as what is saved: the form is unchanged again. */
  reset: (saved: Draft) => void;
  /** Nothing of it is to be kept: what it was about is gone. */
  letGo: () => void;
  changed: boolean;
  /** The same for whoever asks between two drawings, such as a guard of the way out. */
  changedNow: RefObject<boolean>;
  faults: readonly Fault[];
  /** Counts the times that saving found faults: each time the first is shown. */
  refusals: number;
  /** Why the hub did not save it. */
  failure: HubFailure | null;
  busy: boolean;
  submit: () => void;
};

export function useForm<Draft extends object, Saved>(plan: {
  /** Taken at first; a later one is not heeded, so that a reading of the hub's never overwrites what is typed. */
  initial: Draft;
  schema: z.ZodType;
  /** Where in the request the draft stands, such as `/rule`; empty when it is the request. */
  root: string;
  /** What of the draft is sent and judged; the draft itself when left out. */
  toRequest?: (draft: Draft) => unknown;
  save: (draft: Draft) => Promise<HubResult<Saved>>;
  /** The form counts as unchanged already. */
  onSaved: (saved: Saved, draft: Draft) => void | Promise<void>;
}): Form<Draft> {
  const { t, language } = useLanguage();
  const [saved, setSaved] = useState(plan.initial);
  const [draft, setDraft] = useState(plan.initial);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [refusals, setRefusals] = useState(0);
  const changed = JSON.stringify(draft) !== JSON.stringify(saved);
  const changedNow = useRef(changed);
  useEffect(() => {
    changedNow.current = changed;
  });

  function refuse(found: readonly Fault[]): void {
    setFaults(found);
    setRefusals((count) => count + 1);
  }

  function reset(next: Draft): void {
    setSaved(next);
    setDraft(next);
    setFaults([]);
    changedNow.current = false;
  }

  const saving = useSoleMutation({
    mutationFn: plan.save,
    async onSuccess(reply, sent) {
      if (!reply.ok) {
        refuse(faultsIn(reply.failure, plan.root, t));
        return;
      }
      setSaved(sent);
      setFaults([]);
      changedNow.current = false;
      await plan.onSaved(reply.value, sent);
    },
  });

  return {
    draft,
    change: (part) => setDraft((current) => ({ ...current, ...part })),
    reset(next) {
      saving.reset();
      reset(next);
    },
    letGo() {
      changedNow.current = false;
    },
    changed,
    changedNow,
    faults,
    refusals,
    failure: saving.data?.ok === false ? saving.data.failure : null,
    busy: saving.isPending,
    submit() {
      if (saving.isPending) {
        return;
      }
      const found = faultsOf(plan.schema, plan.toRequest?.(draft) ?? draft, { t, language });
      if (found.length > 0) {
        saving.reset();
        refuse(found);
        return;
      }
      saving.mutate(draft);
    },
  };
}
