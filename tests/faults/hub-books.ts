import { FleetReply, FleetTerminalReply, type LedgerBook } from '../../contract/protocol/fleet.ts';
import { signInTestPerson, type TestPerson } from '../support/test-person.ts';

/** The hub's statement of every ledger of its terminals, as a person reads it. */
export type HubBooks = () => Promise<readonly LedgerBook[]>;

export function createHubBooks(
  hubUrl: string,
  credentials: { email: string; password: string },
): HubBooks {
  let person: TestPerson | null = null;

  async function read(path: string): Promise<unknown> {
    person ??= await signInTestPerson(hubUrl, credentials);
    const reply = await person.fetch(path, { signal: AbortSignal.timeout(5_000) });
    if (!reply.ok) {
      // The session may have gone with what a restored hub has forgotten.
      person = null;
      throw new Error(`${path} was answered ${reply.status}: ${await reply.text()}`);
    }
    return reply.json();
  }

  return async () => {
    const { terminals } = FleetReply.parse(await read('/v1/fleet/terminals'));
    const replies = await Promise.all(
      terminals.map(async ({ id }) =>
        FleetTerminalReply.parse(await read(`/v1/fleet/terminals/${id}`)),
      ),
    );
    return replies.flatMap(({ books }) => books);
  };
}
