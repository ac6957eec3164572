import type { EventSourceLike } from '../../console/alerts/alert-source.ts';

/** An `EventSource` the test speaks through. */
export class FakeEventSource implements EventSourceLike {
  readonly address: string;
  closed = false;
  readonly #target = new EventTarget();

  constructor(address: string) {
    this.address = address;
  }

  addEventListener(type: string, listener: (event: Event) => void): void {
    this.#target.addEventListener(type, listener);
  }

  close(): void {
    this.closed = true;
  }

  open(): void {
    this.#target.dispatchEvent(new Event('open'));
  }

  fail(): void {
    this.#target.dispatchEvent(new Event('error'));
  }

  message(body: unknown): void {
    this.#target.dispatchEvent(new MessageEvent('alert', { data: JSON.stringify(body) }));
  }
}
