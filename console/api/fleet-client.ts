import {
  FleetReply,
  FleetTerminalReply,
  ParkedReply,
  RetryParkedReply,
} from '../../contract/protocol/fleet.ts';
import type { HubLink } from './hub-link.ts';
import type { HubResult } from './hub-result.ts';

/** Which terminals to list. */
export type FleetWanted = {
  /** Part of a name, or empty for all. */
  search: string;
  troubledOnly: boolean;
};

export type FleetClient = {
  /** A page of terminals, from the beginning when the cursor is null. */
  fleet: (
    wanted: FleetWanted,
    after: string | null,
    signal: AbortSignal,
  ) => Promise<HubResult<FleetReply>>;
  fleetTerminal: (
    terminalId: string,
    signal: AbortSignal,
  ) => Promise<HubResult<FleetTerminalReply>>;
  parked: (
    terminalId: string,
    after: string | null,
    signal: AbortSignal,
  ) => Promise<HubResult<ParkedReply>>;
  retryParked: (terminalId: string) => Promise<HubResult<RetryParkedReply>>;
};

export function createFleetClient(link: HubLink): FleetClient {
  return {
    fleet({ search, troubledOnly }, after, signal) {
      const query = new URLSearchParams({
        ...(search === '' ? {} : { search }),
        ...(troubledOnly ? { only: 'troubled' } : {}),
        ...(after === null ? {} : { after }),
      });
      const asked = query.size === 0 ? '' : `?${query}`;
      return link.get(FleetReply, `${FLEET_PATH}${asked}`, signal);
    },

    fleetTerminal: (terminalId, signal) =>
      link.get(FleetTerminalReply, terminalPath(terminalId), signal),

    parked: (terminalId, after, signal) =>
      link.get(
        ParkedReply,
        `${terminalPath(terminalId)}/parked${after === null ? '' : `?${new URLSearchParams({ after })}`}`,
        signal,
      ),

    retryParked: (terminalId) =>
      link.send(RetryParkedReply, 'POST', `${terminalPath(terminalId)}/retry-parked`),
  };
}

const FLEET_PATH = '/v1/fleet/terminals';

function terminalPath(terminalId: string): string {
  return `${FLEET_PATH}/${encodeURIComponent(terminalId)}`;
}

/** Where the browser saves all parked events of a terminal from. */
export function parkedFileAddress(terminalId: string): string {
  return `${terminalPath(terminalId)}/parked.ndjson`;
}
