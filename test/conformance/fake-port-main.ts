import { EventEmitter } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import type { EmitterPort } from '../../src/common/rpc';

/**
 * Behaves as Electron's MessagePortMain where that differs from Node's port: an EventEmitter without addEventListener
 * whose listeners get `{ data, ports }`, messages wait for `start()`, and nothing but ports can be transferred.
 */
export class FakePortMain extends EventEmitter implements EmitterPort {
  readonly #port: MessagePort;

  constructor(port: MessagePort) {
    super();
    this.#port = port;
  }

  start(): void {
    this.#port.on('message', (data) => this.emit('message', { data, ports: [] }));
    this.#port.on('close', () => this.emit('close'));
  }

  postMessage(message: unknown, transfer?: readonly unknown[]): void {
    if (transfer?.length) throw new TypeError('Port at index 0 is not a valid port');
    this.#port.postMessage(message);
  }

  close(): void {
    this.#port.close();
  }
}
