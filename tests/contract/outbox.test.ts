import 'fake-indexeddb/auto';
import { DexieOutbox } from '../../renderer/outbox/dexie-outbox.ts';
import { MemoryOutbox } from '../../renderer/outbox/memory-outbox.ts';
import { describeOutbox } from './outbox-contract.ts';

let opened = 0;

describeOutbox('MemoryOutbox', async () => new MemoryOutbox());
describeOutbox('DexieOutbox', async () => {
  opened += 1;
  return DexieOutbox.open(`outbox-${opened}`);
});
