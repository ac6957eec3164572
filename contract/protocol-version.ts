/**
 * Version of the protocol between terminal and hub. Any change to a schema in `protocol/`, or to the events it
 * carries, takes a step here and a line in the history; a test holds the schemas' hash to it.
 *
 * | version | what changed |
 * | --- | --- |
 * | 1 | events, enrolment, token, heartbeat, terminal configuration |
 */
export const PROTOCOL_VERSION = 1;

/** The oldest version this hub still answers; a terminal below it gets 426. */
export const OLDEST_PROTOCOL_VERSION = 1;

/** Carried by every request and reply under `/v1/`; a reply without it is not ours (a captive portal, a proxy). */
export const PROTOCOL_HEADER = 'glimlach-protocol';

/** Carried by every hub reply: the hub's wall clock in milliseconds, so that a dead terminal clock can be seen. */
export const HUB_TIME_HEADER = 'glimlach-time';
