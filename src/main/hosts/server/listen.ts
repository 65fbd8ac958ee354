import type { Server } from 'node:http';
import { AppError } from '../../../common/errors';

export interface ListenOptions {
  readonly address: string;
  readonly port: number;
  /** The user named the port: then another one is no help. */
  readonly portIsExplicit: boolean;
}

/**
 * Begins to listen, on any free port when the usual one is taken.
 * @returns the port
 * @throws AppError already_exists, permission_denied or invalid_argument
 */
export async function listen(server: Server, options: ListenOptions): Promise<number> {
  try {
    return await listenOn(server, options.address, options.port);
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
    if (code === 'EADDRINUSE' && !options.portIsExplicit) return await listenOn(server, options.address, 0);
    throw explain(code, options, thrown);
  }
}

function listenOn(server: Server, address: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: address, port, exclusive: true }, () => {
      server.off('error', reject);
      const bound = server.address();
      resolve(typeof bound === 'object' && bound !== null ? bound.port : port);
    });
  });
}

function explain(code: unknown, { address, port }: ListenOptions, cause: unknown): AppError {
  const where = `${address}:${port}`;
  switch (code) {
    case 'EADDRINUSE':
      return new AppError('already_exists', `port ${port} is in use; choose another one with --port`, {
        cause,
      });
    case 'EACCES':
      return new AppError('permission_denied', `this user may not listen on ${where}`, { cause });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new AppError('invalid_argument', `${address} is no address of this machine`, { cause });
    default:
      return new AppError('unavailable', `cannot listen on ${where}: ${String(cause)}`, { cause });
  }
}
