import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toAppError } from '../../../../../src/common/errors';
import type { TlsMaterial } from '../../../../../src/main/backend/engine/endpoint';
import { reasonOf } from '../../../../../src/main/backend/engine/engine-error';
import { createEngineLoad } from '../../../../../src/main/backend/engine/engine-load';
import { HttpEngineApi } from '../../../../../src/main/backend/engine/http-engine-api';
import { createNetworkTransport } from '../../../../../src/main/backend/engine/transport/socket-transports';
import { createTestPlatform, type TestPlatform } from './test-platform';

let platform: TestPlatform;
let server: Server;

const file = (name: string): string => join(platform.home, name);

function openssl(...args: readonly string[]): void {
  execFileSync('openssl', args, { cwd: platform.home, stdio: 'pipe' });
}

/** A key and a certificate of the given authority; without one, the authority itself. */
function issue(name: string, subject: string, authority?: string, extension = ''): void {
  const key = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-keyout',
    `${name}-key.pem`,
  ];
  const common = ['-days', '2', '-subj', `/CN=${subject}`, '-out', `${name}.pem`];
  const extensions = extension === '' ? [] : ['-addext', extension];
  const signed = authority ? ['-CA', `${authority}.pem`, '-CAkey', `${authority}-key.pem`] : [];
  openssl('req', '-x509', ...key, ...common, ...extensions, ...signed);
}

beforeAll(async () => {
  platform = createTestPlatform();
  issue('ca', 'Test authority');
  issue('other', 'Another authority');
  issue('server', 'localhost', 'ca', 'subjectAltName=DNS:localhost');
  issue('client', 'ana', 'ca');
  const read = (name: string): Buffer => readFileSync(file(name));
  const options = { ca: read('ca.pem'), cert: read('server.pem'), key: read('server-key.pem') };
  server = createServer({ ...options, requestCert: true, rejectUnauthorized: true }, (_request, response) =>
    response.end('OK'),
  );
  await new Promise<void>((done) => server.listen(0, 'localhost', done));
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
  platform.remove();
});

const good = (): TlsMaterial => ({
  ca: file('ca.pem'),
  cert: file('client.pem'),
  key: file('client-key.pem'),
  verify: true,
});

async function ping(material: TlsMaterial, host = 'localhost'): Promise<string> {
  const { port } = server.address() as AddressInfo;
  const transport = createNetworkTransport({ kind: 'tls', host, port, material });
  try {
    const api = new HttpEngineApi({ transport, prefix: '', load: createEngineLoad(Date.now) });
    return (await api.head({ path: '/_ping', timeoutMs: 3000 })).text;
  } finally {
    transport.close();
  }
}

const failure = async (asking: Promise<unknown>): Promise<string> => {
  const error = await asking.then(
    () => undefined,
    (thrown: unknown) => toAppError(thrown),
  );
  return error ? reasonOf(error) : 'success';
};

describe('an engine behind TLS', () => {
  it('is reached with the material of its authority', async () => {
    expect(await ping(good())).toBe('OK');
  });

  it.each([
    ['an authority that did not sign it', { ca: 'other.pem' }],
    ['no authority', { ca: undefined }],
  ])('is refused with %s', async (_what, { ca }) => {
    expect(await failure(ping({ ...good(), ca: ca && file(ca) }))).toBe('tls');
  });

  it('is refused under another name', async () => {
    const { address } = server.address() as AddressInfo;
    expect(await failure(ping(good(), address))).toBe('tls');
  });

  it('is taken without a look at its certificate when asked to', async () => {
    expect(await ping({ ...good(), ca: undefined, verify: false })).toBe('OK');
  });

  it('says that it wants a certificate of the client', async () => {
    expect(await failure(ping({ ca: file('ca.pem'), verify: true }))).toBe('tls');
  });

  it('names a file that cannot be read', async () => {
    const asking = ping({ ...good(), key: file('missing.pem') });
    await expect(asking).rejects.toMatchObject({ message: expect.stringContaining('missing.pem') });
    expect(await failure(ping({ ...good(), key: file('missing.pem') }))).toBe('tls');
  });
});
