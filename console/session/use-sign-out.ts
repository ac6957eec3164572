import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useServices } from '../shell/services.ts';

/** Ends the session and forgets what was read in it. */
export function useSignOut(): () => Promise<void> {
  const { client } = useServices();
  const navigate = useNavigate();
  const queries = useQueryClient();
  return async () => {
    await client.signOut();
    queries.clear();
    await navigate({ to: '/sign-in' });
  };
}
