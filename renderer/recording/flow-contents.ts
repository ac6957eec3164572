import { type FlowContent, flowContents, FlowRecord } from '../../contract/flow-record.ts';
import { sha256 } from './sha256.ts';

/**
 * The events that a flow record becomes, in their order, in a shell where no main process checks it.
 *
 * @throws when it does not fit, or names another sealed part than it brings: the hub would never find it.
 */
export async function checkedContents(flow: FlowRecord): Promise<readonly FlowContent[]> {
  const contents = flowContents(FlowRecord.parse(flow));
  for (const content of contents) {
    if (content.type === 'sealed' && content.sha256 !== (await sha256(content.jwe))) {
      throw new Error('The answer names another sealed part than the one it brings.');
    }
  }
  return contents;
}
