import { assertNever } from '../../../../common/errors';
import type { EngineAddress } from '../endpoint';
import type { TransportDependencies } from './command-stream';
import { createNetworkTransport, createPipeTransport } from './socket-transports';
import { createSshTransport } from './ssh-transport';
import type { Transport } from './transport';

/** The way to an address. Throws an AppError when it cannot even be tried: TLS files that cannot be read. */
export function createTransport(address: EngineAddress, dependencies: TransportDependencies): Transport {
  switch (address.kind) {
    case 'unix':
    case 'npipe':
      return createPipeTransport(address.path);
    case 'tcp':
    case 'tls':
      return createNetworkTransport(address);
    case 'ssh':
      return createSshTransport(address, dependencies);
    default:
      return assertNever(address, 'address');
  }
}
