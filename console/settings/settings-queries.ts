import { queryOptions } from '@tanstack/react-query';
import type { HubClient } from '../api/hub-client.ts';
import { valueOf } from '../api/hub-failure-error.ts';
import type { HubResult } from '../api/hub-result.ts';

/** Everything the settings read is forgotten by this when something was changed. */
export const SETTINGS_KEY = 'settings';

const READ = { retry: false, networkMode: 'always' } as const;

function read<Value>(
  name: readonly string[],
  ask: (signal: AbortSignal) => Promise<HubResult<Value>>,
) {
  return queryOptions({
    queryKey: [SETTINGS_KEY, ...name],
    queryFn: async ({ signal }) => valueOf(await ask(signal)),
    ...READ,
  });
}

export function profileQuery(client: HubClient) {
  return read(['profile'], client.profile);
}

export function devicesQuery(client: HubClient) {
  return read(['devices'], client.push);
}
