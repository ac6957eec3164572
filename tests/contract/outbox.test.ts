import 'fake-indexeddb/auto';
import { DexieOutbox } from '../../renderer/outbox/dexie-outbox.ts';
import { MemoryOutbox } from '../../renderer/outbox/memory-outbox.ts';
import { describeOutbox } from './outbox-contract.ts';
import { describeOutboxProperties } from './outbox-properties.ts';

let opened = 0;

function newName(): string {
  opened += 1;
  return `outbox-${opened}`;
}

describeOutbox('MemoryOutbox', async () => new MemoryOutbox());
describeOutbox('DexieOutbox', async () => DexieOutbox.open(newName()));

describeOutboxProperties('MemoryOutbox', async () => {
  const outbox = new MemoryOutbox();
  return { outbox, reopen: async () => outbox };
});
describeOutboxProperties('DexieOutbox', async () => {
  const name = newName();
  const first = await DexieOutbox.open(name);
  let current = first;
  return {
    outbox: first,
    async reopen() {
      current.close();
      current = await DexieOutbox.open(name);
      return current;
    },
  };
});
