import { once } from 'node:events';
import { connect } from 'node:net';
import type { IsolatedEngine } from './isolated-engine';

/** What a client sees that does nothing but count. */
export interface RawOutput {
  readonly ms: number;
  /** The head of the answer is counted, too. */
  readonly bytes: number;
  /** Pieces that the connection gave. */
  readonly chunks: number;
}

/** Runs a program with a terminal and reads what it writes with a bare socket: the engine's own speed. */
export async function rawExec(
  engine: IsolatedEngine,
  containerId: string,
  command: readonly string[],
): Promise<RawOutput> {
  const { Id } = await engine.api.json<{ readonly Id: string }>('POST', `/containers/${containerId}/exec`, {
    body: { AttachStdin: true, AttachStdout: true, AttachStderr: true, Tty: true, Cmd: command },
  });
  const body = JSON.stringify({ Detach: false, Tty: true });
  const head = [
    `POST /exec/${Id}/start HTTP/1.1`,
    'Host: engine',
    'Connection: Upgrade',
    'Upgrade: tcp',
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
  ];
  const begin = performance.now();
  let bytes = 0;
  let chunks = 0;
  const socket = connect(engine.socketPath);
  socket.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    chunks += 1;
  });
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  await once(socket, 'close');
  return { ms: performance.now() - begin, bytes, chunks };
}
