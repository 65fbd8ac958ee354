import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engineSummary } from '../../../../../src/common/contract/engines';
import type { EngineChoice } from '../../../../../src/main/backend/backend';
import { discoverEngines } from '../../../../../src/main/backend/engine/discovery/discover';
import { contextFolderId } from '../../../../../src/main/backend/engine/discovery/docker-contexts';
import { toEngineId } from '../../../../../src/main/backend/engine/discovery/engine-id';
import type { Machine } from '../../../../../src/main/backend/engine/discovery/machine';
import type { FoundEngine } from '../../../../../src/main/backend/engine/discovery/merge-findings';
import type { SavedEngine } from '../../../../../src/main/backend/engine/engine-settings';
import { createTestPlatform, type TestPlatform } from './test-platform';

let platform: TestPlatform;
const servers: Server[] = [];

beforeEach(() => {
  platform = createTestPlatform();
});

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done))));
  platform.remove();
});

interface Situation {
  readonly env?: NodeJS.ProcessEnv;
  readonly saved?: readonly SavedEngine[];
  readonly choice?: EngineChoice;
  readonly os?: NodeJS.Platform;
}

function discover({ env = {}, saved = [], choice, os = 'linux' }: Situation = {}): readonly FoundEngine[] {
  const machine: Machine = {
    env: { XDG_RUNTIME_DIR: path('run'), ...env },
    os,
    home: platform.home,
    root: platform.home,
    uid: 1000,
    managedHost: `unix://${path('run/estiba/engine.sock')}`,
  };
  return discoverEngines(machine, saved, choice);
}

const path = (name: string): string => join(platform.home, name);

async function listen(name: string): Promise<string> {
  mkdirSync(dirname(path(name)), { recursive: true });
  const server = createServer();
  servers.push(server);
  await new Promise<void>((done) => server.listen(path(name), done));
  return `unix://${path(name)}`;
}

function writeContext(name: string, host: string, tls: readonly string[] = [], meta?: string): void {
  const id = contextFolderId(name);
  const folder = path(`.docker/contexts/meta/${id}`);
  mkdirSync(folder, { recursive: true });
  const record = { Name: name, Metadata: {}, Endpoints: { docker: { Host: host, SkipTLSVerify: false } } };
  writeFileSync(join(folder, 'meta.json'), meta ?? JSON.stringify(record));
  const tlsFolder = path(`.docker/contexts/tls/${id}/docker`);
  if (tls.length > 0) mkdirSync(tlsFolder, { recursive: true });
  for (const file of tls) writeFileSync(join(tlsFolder, file), 'pem');
}

function setCurrentContext(name: string): void {
  mkdirSync(path('.docker'), { recursive: true });
  writeFileSync(path('.docker/config.json'), JSON.stringify({ auths: {}, currentContext: name }));
}

const ids = (engines: readonly FoundEngine[]): readonly string[] => engines.map((engine) => engine.id);
const current = (engines: readonly FoundEngine[]): readonly string[] =>
  engines.filter((engine) => engine.current).map((engine) => engine.id);

describe('discoverEngines', () => {
  it('always lists the default socket, so that its absence can be explained', () => {
    const engines = discover();
    expect(engines).toMatchObject([
      { id: 'default', host: `unix://${path('var/run/docker.sock')}`, current: true },
    ]);
  });

  it('takes a pipe for the default on Windows', () => {
    expect(discover({ os: 'win32' })[0]).toMatchObject({
      id: 'default',
      host: 'npipe:////./pipe/docker_engine',
    });
  });

  it('prefers DOCKER_HOST to DOCKER_CONTEXT to the current context of the config file', () => {
    writeContext('lab', 'tcp://lab.example:2375');
    writeContext('team', 'tcp://team.example:2375');
    setCurrentContext('lab');
    expect(current(discover())).toEqual(['lab']);
    expect(current(discover({ env: { DOCKER_CONTEXT: 'team' } }))).toEqual(['team']);
    const env = { DOCKER_CONTEXT: 'team', DOCKER_HOST: 'tcp://env.example' };
    expect(current(discover({ env }))).toEqual(['environment']);
    expect(ids(discover({ env }))).toEqual(['environment', 'lab', 'team', 'default']);
  });

  it('lets the choice at the start win over all of them', () => {
    writeContext('lab', 'tcp://lab.example:2375');
    const env = { DOCKER_HOST: 'tcp://env.example' };
    expect(current(discover({ env, choice: { kind: 'context', name: 'lab' } }))).toEqual(['lab']);
    expect(current(discover({ env, choice: { kind: 'host', host: 'tcp://x:1' } }))).toEqual(['option']);
    expect(current(discover({ env, choice: { kind: 'managed', install: false } }))).toEqual(['managed']);
  });

  it('reads the TLS material of a context and of the environment', () => {
    writeContext('secure', 'tcp://lab.example:2376', ['ca.pem', 'cert.pem', 'key.pem']);
    const certs = path('certs');
    mkdirSync(certs);
    writeFileSync(join(certs, 'ca.pem'), 'pem');
    const env = { DOCKER_HOST: 'tcp://env.example', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: certs };
    const [environment, secure] = discover({ env });
    expect(environment?.address).toEqual({
      kind: 'tls',
      host: 'env.example',
      port: 2376,
      material: { ca: join(certs, 'ca.pem'), cert: undefined, key: undefined, verify: true },
    });
    expect(secure?.address).toMatchObject({
      kind: 'tls',
      material: { key: expect.stringContaining('key.pem'), verify: true },
    });
  });

  it('puts two ways to one endpoint together, also through links', async () => {
    const host = await listen('real/engine.sock');
    symlinkSync(path('real'), path('link'));
    writeContext('lab', host);
    const engines = discover({ env: { DOCKER_HOST: `unix://${path('link/engine.sock')}` } });
    expect(ids(engines)).toEqual(['lab', 'default']);
    expect(engines[0]).toMatchObject({
      current: true,
      sources: [
        { kind: 'environment', variable: 'DOCKER_HOST' },
        { kind: 'context', context: 'lab', current: false },
      ],
    });
  });

  it('names the default engine the same with and without DOCKER_HOST', () => {
    const engines = discover({ env: { DOCKER_HOST: `unix://${path('var/run/docker.sock')}` } });
    expect(ids(engines)).toEqual(['default']);
    expect(current(engines)).toEqual(['default']);
  });

  it('finds the usual sockets that exist, and no others', async () => {
    await listen('run/podman/podman.sock');
    await listen('run/docker.sock');
    await listen('.colima/default/docker.sock');
    await listen('.colima/big/docker.sock');
    await listen('.rd/docker.sock');
    mkdirSync(path('.colima/_lima'), { recursive: true });
    await listen('run/estiba/engine.sock');
    const found = ids(discover());
    for (const id of ['docker-rootless', 'podman-user', 'colima-default', 'colima-big', 'rancher-desktop']) {
      expect(found).toContain(id);
    }
    expect(found).toContain('managed');
    expect(found).not.toContain('docker-desktop');
  });

  it.each([
    ['broken JSON', '{"Name":"bad"'],
    ['another shape', '{"Name":"bad","Endpoints":{}}'],
    ['an address that is none', '{"Name":"bad","Endpoints":{"docker":{"Host":"gopher://x"}}}'],
    ['nothing', ''],
  ])('tells of a context with %s and goes on', (_what, meta) => {
    writeContext('bad', '', [], meta);
    writeContext('good', 'tcp://good.example:2375');
    const engines = discover();
    const bad = engines.find((engine) => engine.problem);
    expect(bad).toMatchObject({
      address: undefined,
      problem: { code: 'failed_precondition', details: { reason: 'unreadable_context' } },
    });
    expect(ids(engines)).toEqual(expect.arrayContaining(['good', 'default']));
  });

  it('tells of a current context that is not there', () => {
    setCurrentContext('gone');
    expect(discover()[0]).toMatchObject({
      id: 'gone',
      current: true,
      problem: { details: { reason: 'unreadable_context' } },
    });
  });

  it('takes an unreadable config file for none', () => {
    mkdirSync(path('.docker'), { recursive: true });
    writeFileSync(path('.docker/config.json'), '{{{');
    expect(current(discover())).toEqual(['default']);
  });

  it('lists the engines of the settings under their own ids', () => {
    const saved = [{ id: 'lab', name: 'Lab', host: 'tcp://lab.example:2375' }];
    expect(discover({ saved })[1]).toMatchObject({ id: 'lab', name: 'Lab', sources: [{ kind: 'settings' }] });
  });

  it('tells of a saved engine and of a DOCKER_HOST that are no addresses', () => {
    const saved = [{ id: 'lab', name: 'Lab', host: 'nowhere' }];
    const engines = discover({ saved, env: { DOCKER_HOST: 'nonsense' } });
    expect(
      engines.filter((engine) => engine.problem?.code === 'invalid_argument').map(({ id }) => id),
    ).toEqual(['environment', 'lab']);
  });

  it('gives ids that the contract takes and that differ, whatever contexts are called', () => {
    for (const name of [
      'default2',
      'Mi Contexto',
      'mi-contexto',
      'mi contexto',
      'podman',
      'ñ',
      '../x',
      'managed',
    ]) {
      writeContext(name, `tcp://${Buffer.from(name).toString('hex')}.example:2375`);
    }
    const found = ids(discover());
    expect(new Set(found).size).toBe(9);
    for (const id of found) expect(engineSummary.shape.id.safeParse(id).success).toBe(true);
  });
});

describe('toEngineId', () => {
  it('is the same at every start', () => {
    expect(toEngineId('Mi Contexto', new Set())).toBe(toEngineId('Mi Contexto', new Set()));
    expect(toEngineId('lab', new Set())).toBe('lab');
  });
});
