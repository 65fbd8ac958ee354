import { type ClientLink, type ClientOptions, createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { DesktopContract } from '../../common/desktop-contract';
import { AppError } from '../../common/errors';
import { type Channel, createLink, createPortChannel, type LinkContext } from '../../common/rpc';

/** What the preload script leaves in the page. */
export interface DesktopPreload {
  connect(): void;
  readonly platform: string;
}

declare global {
  interface Window {
    readonly estibaDesktop?: DesktopPreload;
  }
}

export type DesktopClient = ContractRouterClient<DesktopContract, LinkContext>;

/** Milliseconds until a main process that does not answer is asked again. */
const answerMs = 5000;

/**
 * The two ports of a desktop window. Every opening of the back end's channel asks for new ports; the desktop services
 * move to the new second port with it.
 */
export class DesktopBridge implements ClientLink<LinkContext> {
  readonly client: DesktopClient = createORPCClient(this);
  readonly #preload: DesktopPreload;
  #link: ClientLink<LinkContext> | undefined;

  constructor(preload: DesktopPreload) {
    this.#preload = preload;
  }

  /** Opens the back end's channel, for Connection. */
  readonly open = async (signal: AbortSignal): Promise<Channel> => {
    const [api, desktop] = await this.#requestPorts(signal);
    this.#link = createLink(createPortChannel(desktop));
    return createPortChannel(api);
  };

  async call(path: readonly string[], input: unknown, options: ClientOptions<LinkContext>): Promise<unknown> {
    if (!this.#link) throw new AppError('unavailable', 'the desktop services are not connected');
    return this.#link.call(path, input, options);
  }

  #requestPorts(signal: AbortSignal): Promise<readonly [MessagePort, MessagePort]> {
    return new Promise((resolve, reject) => {
      const fail = (code: 'canceled' | 'deadline_exceeded', message: string) => (): void => {
        leave();
        reject(new AppError(code, message));
      };
      const abort = fail('canceled', 'no longer connecting');
      const timer = setTimeout(fail('deadline_exceeded', 'the main process did not answer'), answerMs);
      const leave = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
        window.removeEventListener('message', receive);
      };
      const receive = (event: MessageEvent<unknown>): void => {
        const ports = toPorts(event);
        if (!ports) return;
        leave();
        resolve(ports);
      };
      signal.addEventListener('abort', abort);
      window.addEventListener('message', receive);
      this.#preload.connect();
    });
  }
}

/** Only the preload script of this very window may hand over ports. */
function toPorts(event: MessageEvent<unknown>): readonly [MessagePort, MessagePort] | undefined {
  const { data, source, ports } = event;
  if (source !== window || typeof data !== 'object' || data === null) return undefined;
  if (!('kind' in data) || data.kind !== 'estiba:ports') return undefined;
  const [api, desktop] = ports;
  return api && desktop ? [api, desktop] : undefined;
}
