import { startDemoHub } from '../../build/demo-hub.ts';
import { DEMO_SHOP } from '../../hub/demo/seed-demo.ts';
import { Publication } from '../../hub/publishing/publication.ts';
import { PLAIN_SHOP } from './plain-shop.ts';

/**
 * A hub with the demonstration organization, as a process of its own: set up by the hub's environment variables,
 * ended by SIGTERM, or by the end of its parent. When it serves, it sends its parent a message, `{ url, demo }`; what its
 * parent sends is a publication, and is answered by what was published.
 * Its shop is the one its argument names: `plain` or `demonstration`.
 */
const { hub, demo } = await startDemoHub(process.argv[2] === 'plain' ? PLAIN_SHOP : DEMO_SHOP);

let stopping = false;
function stop(): void {
  if (stopping) {
    return;
  }
  stopping = true;
  hub.stop().then(
    () => process.exit(0),
    (error: unknown) => {
      console.error('The hub did not stop cleanly:', error);
      process.exit(1);
    },
  );
}
process.on('message', (message) => {
  void hub.administration
    .publishConfiguration(demo.organizationId, Publication.parse(message))
    .then((published) => process.send?.(published));
});
process.once('SIGTERM', stop);
process.once('disconnect', stop);
process.send?.({ url: hub.url, demo });
