import { describe, expect, it } from 'vitest';
import { runSpec } from '../../../../../src/common/contract/run-spec';
import { emptyForm, fromSpec, toSpec } from '../../../../../src/renderer/features/run/run-form';

const spec = runSpec.parse({
  image: 'app:1',
  name: 'app',
  entrypoint: ['/bin/sh', '-c'],
  command: ["echo it's; sleep 1"],
  env: ['A=1', 'B=two words '],
  ports: [{ containerPort: 80, hostPort: 8080 }],
  mounts: [
    { kind: 'volume', source: 'data', target: '/data' },
    { kind: 'bind', source: '/etc', target: '/host', readOnly: true },
  ],
  networks: [{ name: 'front', aliases: ['api'], ipv4: '10.0.0.5' }, { name: 'back' }],
  limits: { cpus: 0.5, memoryBytes: 268_435_456 },
  restart: { name: 'on-failure', maximumRetryCount: 2 },
  readOnly: true,
  tty: true,
  healthcheck: { kind: 'command', command: 'true', intervalMs: 1500 },
  labels: { a: '1' },
});

describe('run form', () => {
  it('comes back from a spec without a loss', () => {
    expect(toSpec(fromSpec(spec))).toEqual({ spec, errors: {} });
  });

  it('keeps an entry point of no words', () => {
    const bare = runSpec.parse({ image: 'a', entrypoint: [] });
    expect(toSpec(fromSpec(bare)).spec.entrypoint).toEqual([]);
  });

  it('says where a value cannot be read', () => {
    const form = {
      ...emptyForm,
      command: 'sh -c "',
      health: 'command' as const,
      restart: 'on-failure' as const,
      retries: 'x',
      values: { ...emptyForm.values, publish: ['80:80', '80:x'], memory: ['lots'], 'network-alias': ['api'] },
    };
    expect(toSpec(form).errors).toEqual({
      image: 'missing',
      command: 'quote',
      'publish.1': 'bad',
      'memory.0': 'bad',
      'health-cmd.0': 'missing',
      'network.0': 'missing',
      retries: 'bad',
    });
  });
});
