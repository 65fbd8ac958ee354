import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { AppError } from '../../../../common/errors';
import type { EngineAddress, TlsMaterial } from '../endpoint';
import { maxPooledSockets, requestOptions, type Transport } from './transport';

const pool = {
  keepAlive: true,
  maxSockets: maxPooledSockets,
  maxFreeSockets: 2,
  scheduling: 'lifo',
} as const;

/** A unix socket or a Windows named pipe. */
export function createPipeTransport(path: string): Transport {
  // Node takes pipes in the form \\.\pipe\name as well as //./pipe/name.
  const pooled = new http.Agent(pool);
  const single = new http.Agent({ keepAlive: false });
  return {
    open: (request) =>
      http.request({
        ...requestOptions(request),
        socketPath: path,
        // The header is required; engines take any name on a socket.
        headers: { host: 'localhost', ...request.headers },
        agent: request.isStream ? single : pooled,
      }),
    lastWords: () => undefined,
    close: () => {
      pooled.destroy();
      single.destroy();
    },
  };
}

type NetworkAddress = Extract<EngineAddress, { kind: 'tcp' | 'tls' }>;

/** Plain HTTP or HTTPS with the material of a context or of DOCKER_CERT_PATH. */
export function createNetworkTransport(address: NetworkAddress): Transport {
  const isTls = address.kind === 'tls';
  const secure = isTls ? { ...readMaterial(address.material), minVersion: 'TLSv1.2' as const } : {};
  const module = isTls ? https : http;
  const pooled = new module.Agent({ ...pool, ...secure });
  const single = new module.Agent({ keepAlive: false, ...secure });
  return {
    open: (request) =>
      module
        .request({
          ...requestOptions(request),
          host: address.host,
          port: address.port,
          agent: request.isStream ? single : pooled,
        })
        // A vanished machine is noticed on a silent stream, too.
        .once('socket', (socket) => socket.setKeepAlive(true, 30_000)),
    lastWords: () => undefined,
    close: () => {
      pooled.destroy();
      single.destroy();
    },
  };
}

function readMaterial(material: TlsMaterial): https.AgentOptions {
  return {
    ...pem('ca', material.ca),
    ...pem('cert', material.cert),
    ...pem('key', material.key),
    rejectUnauthorized: material.verify,
  };
}

function pem(name: 'ca' | 'cert' | 'key', file: string | undefined): https.AgentOptions {
  if (file === undefined) return {};
  try {
    return { [name]: readFileSync(file) };
  } catch (error) {
    throw new AppError('permission_denied', `The TLS file ${file} cannot be read: ${String(error)}`, {
      details: { file, reason: 'tls' },
      cause: error,
    });
  }
}
