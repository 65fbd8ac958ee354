import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeVersionProblem } from '../../../bin/node-version.mjs';

const command = path.resolve('bin/estiba.mjs');

function run(...args: string[]) {
  return spawnSync(process.execPath, [command, ...args], { encoding: 'utf8', timeout: 10_000 });
}

describe('estiba', () => {
  it('answers --help and --version without building anything', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(run('--version')).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' });
    expect(run('serve', '--help').stdout).toMatch(/^Usage: estiba/);
  });

  it.each([[['--nonsense']], [['paint']], [['__proto__']], [['--port=none']]])(
    'refuses %j with 2',
    (args) => {
      const { status, stdout, stderr } = run(...args);
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(/^estiba: .+\nSee estiba --help\.\n$/);
    },
  );
});

describe('nodeVersionProblem', () => {
  it('asks for a newer Node in one sentence', () => {
    expect(nodeVersionProblem('18.20.4')).toBe('Estiba needs Node 20.19 or newer; this is Node 18.20.4');
    expect(nodeVersionProblem('20.18.9')).toContain('20.18.9');
    for (const version of ['20.19.0', '20.20.2', '22.0.0', '100.1.0']) {
      expect(nodeVersionProblem(version)).toBeUndefined();
    }
  });
});
