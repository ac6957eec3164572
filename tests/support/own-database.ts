import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** A database that one test has to itself. */
export type OwnDatabase = {
  /** Superuser connection URL. */
  readonly url: string;
  /** Fails while anybody is still connected. */
  readonly drop: () => Promise<void>;
};

/** Makes an empty database on a cluster; its name begins with the purpose. */
export async function makeOwnDatabase(clusterUrl: string, purpose: string): Promise<OwnDatabase> {
  const name = `${purpose}_${randomBytes(6).toString('hex')}`;
  await onCluster(clusterUrl, `create database ${name}`);
  const address = new URL(clusterUrl);
  address.pathname = `/${name}`;
  return { url: address.href, drop: () => onCluster(clusterUrl, `drop database ${name}`) };
}

async function onCluster(clusterUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: clusterUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
