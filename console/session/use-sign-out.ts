import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useServices } from '../shell/services.ts';

/** Ends the session and pushes to this device, and forgets what was read in it. */
export function useSignOut(): () => Promise<void> {
  const { client, push } = useServices();
  const navigate = useNavigate();
  const queries = useQueryClient();
  return async () => {
    // While there is a session still.
    await push.leave();
    await client.signOut();
    queries.clear();
    await navigate({ to: '/sign-in' });
  };
}
