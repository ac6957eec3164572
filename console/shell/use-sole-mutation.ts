import { useMutation } from '@tanstack/react-query';
import type { UseMutationOptions, UseMutationResult } from '@tanstack/react-query';
import { useRef } from 'react';

/**
 * Something that the hub is asked to do, which is under way once: what asks for it meanwhile, such as the second tap of
 * a double one, which comes before anything is drawn, does nothing. It is tried now, with or without a network, and never
 * later by itself.
 */
export function useSoleMutation<Reply, Asked = void>(
  plan: Omit<UseMutationOptions<Reply, Error, Asked>, 'networkMode'>,
): UseMutationResult<Reply, Error, Asked> {
  const underWay = useRef(false);
  const mutation = useMutation<Reply, Error, Asked>({
    ...plan,
    networkMode: 'always',
    onSettled(...outcome) {
      underWay.current = false;
      return plan.onSettled?.(...outcome);
    },
  });
  return {
    ...mutation,
    mutate(...asked) {
      if (!underWay.current) {
        underWay.current = true;
        mutation.mutate(...asked);
      }
    },
  };
}
