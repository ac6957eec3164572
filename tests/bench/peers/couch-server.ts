import { createRequire } from 'node:module';
import type { RequestListener } from 'node:http';
import { peerFile, servePeer } from './serve-peer.ts';

/**
 * PouchDB's own server, as a process: `couch-server.ts PEERS FOLDER` keeps its databases on LevelDB in a folder. It
 * has only what replication asks for and does not compress its replies, both in the peer's favour. LevelDB answers
 * before the disk has what it was given; the hub does not.
 */
const [peers = '', folder = ''] = process.argv.slice(2);
const fromPeers = createRequire(`${peers}/package.json`);

type PouchDb = { defaults(options: { prefix: string }): PouchDb };
type ExpressPouchDb = (pouchDb: PouchDb, options: unknown) => RequestListener;

const pouchDb = fromPeers('pouchdb') as PouchDb;
const expressPouchDb = fromPeers('express-pouchdb') as ExpressPouchDb;

await servePeer(
  new Map<string, string | Buffer>([
    [
      '/page/',
      '<!doctype html><script src="pouchdb.js"></script><script src="indexeddb.js"></script>',
    ],
    ['/page/pouchdb.js', await peerFile(peers, 'pouchdb/dist/pouchdb.min.js')],
    ['/page/indexeddb.js', await peerFile(peers, 'pouchdb/dist/pouchdb.indexeddb.min.js')],
  ]),
  expressPouchDb(pouchDb.defaults({ prefix: `${folder}/` }), {
    mode: 'minimumForPouchDB',
    inMemoryConfig: true,
    overrideMode: { exclude: ['compression'] },
  }),
);
