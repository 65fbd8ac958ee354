import { setMaxListeners } from 'node:events';
import { onTestFinished } from 'vitest';
import type { AppError } from '../../src/common/errors';
import {
  type Channel,
  createClient,
  type Frame,
  type ServedChannel,
  type ServeOptions,
  serveChannel,
} from '../../src/common/rpc';
import { toProcedureMap } from '../../src/main/backend/rpc-procedures';
import { type Contract, createTestRouter } from './backend';
import type { Connection, Transport } from './transports';

/** A served connection with everything that a test looks at; it ends with its test. */
export interface Session {
  readonly connection: Connection;
  readonly probes: ReturnType<typeof createTestRouter>['probes'];
  /** What the host was told to log. */
  readonly reported: { readonly thrown: unknown; readonly path: string }[];
  /** Why the server's end closed; empty while it is open, `undefined` inside for an orderly close. */
  readonly serverClosed: (AppError | undefined)[];
  server(): Promise<{ readonly channel: Channel; readonly served: ServedChannel }>;
  /** Server frames as they arrive, for tests that speak the protocol by hand. */
  readonly frames: Frame[];
}

export async function startSession(transport: Transport, options: ServeOptions = {}): Promise<Session> {
  const { router, probes } = createTestRouter();
  const procedures = toProcedureMap(router);
  const reported: { thrown: unknown; path: string }[] = [];
  const serverClosed: (AppError | undefined)[] = [];
  const frames: Frame[] = [];
  let ready: (server: { channel: Channel; served: ServedChannel }) => void = () => undefined;
  const server = new Promise<{ channel: Channel; served: ServedChannel }>((resolve) => {
    ready = resolve;
  });
  const connection = await transport.connect((channel) => {
    const onError = (thrown: unknown, path: string) => {
      reported.push({ thrown, path });
      return `error-${reported.length}`;
    };
    const served = serveChannel(channel, procedures, { onError, ...options });
    channel.onClose((reason) => serverClosed.push(reason));
    ready({ channel, served });
  });
  connection.client.onFrame((frame) => frames.push(frame));
  onTestFinished(() => connection.dispose());
  return { connection, probes, reported, serverClosed, frames, server: () => server };
}

export function connectClient(session: Session) {
  return createClient<Contract>(session.connection.client);
}

/** A controller whose signal many calls may share without Node's warning about listeners. */
export function createSharedController(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}

/** What a promise is rejected with; fails the test when it is not. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (thrown) {
    return thrown;
  }
  throw new Error('expected a rejection');
}
