import { describe, expect, it } from 'vitest';
import {
  emptyEngineForm,
  findFormErrors,
  toNewEngine,
} from '../../../../../src/renderer/features/engines/add-engine-form';

const form = (patch: Partial<typeof emptyEngineForm>) => ({ ...emptyEngineForm, name: 'prod', ...patch });

describe('add engine form', () => {
  it('asks for a name and an address with a known scheme', () => {
    expect(findFormErrors(emptyEngineForm)).toEqual(['name', 'host']);
    expect(findFormErrors(form({ host: 'http://x' }))).toEqual(['host_scheme']);
    expect(findFormErrors(form({ host: 'tcp://' }))).toEqual(['host_scheme']);
    for (const host of ['unix:///run/x.sock', 'npipe:////./pipe/docker', 'tcp://h:2376', ' ssh://a@b ']) {
      expect(findFormErrors(form({ host })), host).toEqual([]);
    }
  });

  it('sends TLS only with tcp, and empty paths not at all', () => {
    const tls = { tls: true, ca: ' /c/ca.pem ', verify: false };
    expect(toNewEngine(form({ host: 'tcp://h:2376', ...tls }))).toEqual({
      name: 'prod',
      host: 'tcp://h:2376',
      tls: { ca: '/c/ca.pem', cert: undefined, key: undefined, verify: false },
    });
    expect(toNewEngine(form({ host: 'ssh://a@b', ...tls }))).toEqual({ name: 'prod', host: 'ssh://a@b' });
  });
});
