import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { MessageChannel } from 'node:worker_threads';
import { WebSocket, WebSocketServer } from 'ws';
import {
  type Channel,
  createMemoryChannels,
  createPortChannel,
  createWebSocketChannel,
  type Frame,
  serverLimits,
} from '../../src/common/rpc';
import { FakePortMain } from './fake-port-main';

/** The client's end of a fresh connection, and what only a test may do with it. */
export interface Connection {
  readonly client: Channel;
  /** Puts anything on the wire, as a hostile client would. Text goes as it is over a socket. */
  sendRaw(message: unknown): void;
  /** The client's side of the transport is gone without a word. */
  sever(): void;
  dispose(): Promise<void>;
}

export interface Transport {
  readonly name: string;
  /** `serve` gets the server's end; the client's end may not be open yet when this returns. */
  connect(serve: (server: Channel) => void): Promise<Connection>;
}

const memory: Transport = {
  name: 'memory',
  async connect(serve) {
    const { client, server } = createMemoryChannels();
    serve(server);
    return {
      client,
      sendRaw: (message) => client.send(message as Frame),
      sever: () => client.close(),
      dispose: async () => client.close(),
    };
  },
};

const nodePort: Transport = {
  name: 'Node MessagePort',
  connect: async (serve) => connectPorts((port) => createPortChannel(port, serverLimits), serve),
};

const electronPort: Transport = {
  name: 'MessagePortMain',
  connect: async (serve) =>
    connectPorts((port) => createPortChannel(new FakePortMain(port), serverLimits), serve),
};

function connectPorts(
  createServer: (port: MessageChannel['port1']) => Channel,
  serve: (server: Channel) => void,
): Connection {
  const { port1, port2 } = new MessageChannel();
  serve(createServer(port1));
  return {
    client: createPortChannel(port2),
    sendRaw: (message) => port2.postMessage(message),
    sever: () => port2.close(),
    dispose: async () => port2.close(),
  };
}

/** Above the channel's own limit, so that this and not the `ws` package meets an oversize frame. */
const maxPayload = 2 * serverLimits.maxIncomingBytes;

const webSocket: Transport = {
  name: 'WebSocket',
  async connect(serve) {
    const host = new WebSocketServer({ host: '127.0.0.1', port: 0, maxPayload, perMessageDeflate: false });
    host.on('connection', (socket) => serve(createWebSocketChannel(socket, serverLimits)));
    await once(host, 'listening');
    const socket = new WebSocket(`ws://127.0.0.1:${(host.address() as AddressInfo).port}`, {
      perMessageDeflate: false,
    });
    socket.setMaxListeners(0);
    return {
      client: createWebSocketChannel(socket),
      sendRaw: (message) => sendWhenOpen(socket, message),
      sever: () => socket.terminate(),
      async dispose() {
        socket.terminate();
        for (const accepted of host.clients) accepted.terminate();
        await new Promise((resolve) => host.close(resolve));
      },
    };
  },
};

function sendWhenOpen(socket: WebSocket, message: unknown): void {
  const data =
    typeof message === 'string' || message instanceof Uint8Array ? message : JSON.stringify(message);
  if (socket.readyState === socket.OPEN) socket.send(data);
  else socket.once('open', () => socket.send(data));
}

export const transports: readonly Transport[] = [memory, nodePort, electronPort, webSocket];
