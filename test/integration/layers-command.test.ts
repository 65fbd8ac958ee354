import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layersReport } from '../../src/main/hosts/cli/report';
import { describeEngines, importBusyboxImage } from '../support/engine';
import { buildImage } from '../support/layers/build-image';
import { dockerArchive, type ImageSpec, ociFiles } from '../support/layers/image-archive';
import { startStubRegistry } from '../support/layers/stub-registry';

/** `estiba layers` as a program: what it prints, and how it ends. */

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'estiba-command-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const home = join(folder, 'home');
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['bin/estiba.mjs', 'layers', ...args],
      {
        env: { PATH: process.env.PATH, HOME: home, DOCKER_HOST: 'unix:///nowhere.sock', ...env },
        timeout: 60_000,
      },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code ?? -1) : 0, stdout, stderr }),
    );
  });
}

const image = (architecture = 'amd64'): ImageSpec => ({
  architecture,
  reference: 'shop/api:7',
  layers: [
    [
      { name: 'big', body: 'x'.repeat(5000) },
      { name: '.env', body: 'A=1' },
    ],
    [{ name: '.wh.big' }, { name: '.wh..env' }],
  ],
});

describe('estiba layers without an engine', () => {
  it('reads an archive, a layout and a registry with the same figures', async () => {
    const archive = join(folder, 'image.tar');
    await writeFile(archive, dockerArchive(image()));
    for (const { name, body } of ociFiles([image()])) {
      await mkdir(dirname(join(folder, 'layout', name)), { recursive: true });
      await writeFile(join(folder, 'layout', name), body);
    }
    const registry = await startStubRegistry([image(), image('arm64')]);
    try {
      const targets = [
        archive,
        join(folder, 'layout'),
        `registry:${registry.repository}:1`,
        `${registry.repository}:1`,
      ];
      const reports = [];
      for (const target of targets) {
        const { code, stdout, stderr } = await run(['--json', target]);
        expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
        reports.push(layersReport.parse(JSON.parse(stdout)));
      }
      for (const { layers, score, wastedBytes, secrets, method } of reports) {
        expect({ layers: layers.length, score, wastedBytes }).toEqual({
          layers: 2,
          score: 0,
          wastedBytes: 5003,
        });
        expect(secrets.map(({ path, rules }) => [path, rules])).toEqual([['.env', ['dotenv_file']]]);
        expect(['archive', 'layout', 'registry']).toContain(method);
      }
      const arm = await run(['--json', '--platform=linux/arm64', `registry:${registry.repository}:1`]);
      expect(layersReport.parse(JSON.parse(arm.stdout)).image.platform).toBe('linux/arm64');
    } finally {
      await registry.stop();
    }
  }, 90_000);

  it('ends with 1 when a rule is broken, and says which', async () => {
    const archive = join(folder, 'rules.tar');
    await writeFile(archive, dockerArchive(image()));
    const rules = join(folder, 'rules.yaml');
    await writeFile(rules, 'maxWasteBytes: 1KB\nnoSecrets: true\nmaxLayers: 10\n');
    const broken = await run([`--rules=${rules}`, archive]);
    expect(broken.code).toBe(1);
    expect(broken.stdout).toContain('Broken rules:');
    expect(broken.stdout).toContain('noSecrets');
    expect(broken.stdout).not.toContain('maxLayers');
    await writeFile(rules, 'maxWasteBytes: 1MB\n');
    expect((await run([`--rules=${rules}`, archive])).code).toBe(0);
    await writeFile(rules, 'maxWaste: 1MB\n');
    expect(await run([`--rules=${rules}`, archive])).toMatchObject({ code: 64, stdout: '' });
  }, 60_000);

  it.each([
    [['archive:/no/such/file.tar'], 2, '/no/such/file.tar'],
    [['registry:127.0.0.1:9/a/b:1'], 2, 'cannot be reached'],
    [['docker:nothing'], 2, 'cannot be reached'],
    [['--nope', 'x'], 64, '--nope'],
    [[], 64, 'which image'],
  ] as const)(
    '%j ends with %i',
    async (args, code, text) => {
      const ended = await run([...args]);
      expect(ended.code).toBe(code);
      expect(ended.stderr).toContain(text);
      expect(ended.stdout).toBe('');
    },
    30_000,
  );

  it('refuses an archive that is cut off', async () => {
    const archive = join(folder, 'cut.tar');
    await writeFile(archive, dockerArchive(image()).subarray(0, 4000));
    expect(await run([archive])).toMatchObject({ code: 2, stdout: '' });
  }, 30_000);
});

describeEngines((engine) => {
  it('reads an image of an engine and leaves nothing there', async () => {
    const { api } = engine();
    await importBusyboxImage(api, { repository: 'estiba-test/bb', tag: '1' });
    await buildImage(
      api,
      'estiba-test/cli:1',
      'FROM estiba-test/bb:1\nRUN echo 12345 > /srv/a\nRUN rm /srv/a\n',
    );
    const env = { DOCKER_HOST: engine().host };
    const { code, stdout, stderr } = await run(['--json', 'estiba-test/cli:1'], env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const report = layersReport.parse(JSON.parse(stdout));
    expect(report.waste).toMatchObject([{ path: 'srv/a', bytes: 6, layer: 2, by: 3, how: 'removed' }]);
    const people = await run(['docker:estiba-test/cli:1'], env);
    expect(people.stdout).toContain('/srv/a');
    expect(await api.json<readonly unknown[]>('GET', '/containers/json?all=1')).toEqual([]);
  }, 120_000);
});
