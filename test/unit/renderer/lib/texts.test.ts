import { describe, expect, it } from 'vitest';
import type { EngineEvent, EngineState, EngineSummary } from '../../../../src/common/contract/engines';
import { AppError, errorCodes } from '../../../../src/common/errors';
import { containerLook } from '../../../../src/renderer/lib/container-look';
import { hasNoEngine } from '../../../../src/renderer/lib/engine-list';
import { engineIdOf, enginePath } from '../../../../src/renderer/lib/engine-path';
import { describeError } from '../../../../src/renderer/lib/error-text';
import { eventView, isAlarming, shortId } from '../../../../src/renderer/lib/event-view';
import { appendLog } from '../../../../src/renderer/lib/job-log';
import { isSameValue } from '../../../../src/renderer/lib/same-value';
import { en } from '../../../../src/renderer/locales/en';
import { es } from '../../../../src/renderer/locales/es';

describe('describeError', () => {
  it('has words for every code in both languages', () => {
    for (const code of errorCodes) {
      expect(describeError(en, new AppError(code, 'x')).title).not.toBe('');
      expect(describeError(es, new AppError(code, 'x')).title).not.toBe('');
    }
  });

  it('repeats the engine and passes on command and number', () => {
    const error = new AppError('permission_denied', 'dial unix: permission denied', {
      details: { command: 'sudo usermod -aG docker ana' },
      errorId: 'e-12',
    });
    expect(describeError(en, error)).toMatchObject({
      title: 'Permission denied',
      engineWords: 'dial unix: permission denied',
      command: 'sudo usermod -aG docker ana',
      errorId: 'e-12',
    });
  });

  it('reads an error that came inside of a job, and anything else that was thrown', () => {
    expect(describeError(en, { code: 'conflict', message: 'in use' })).toMatchObject({
      title: 'In use',
      engineWords: 'in use',
    });
    expect(describeError(en, new TypeError('boom')).title).toBe('Internal error');
    expect(describeError(en, 'text').title).toBe('Unknown error');
  });

  it('does not take the blame for what the engine says of itself', () => {
    const error = new AppError('internal', 'no space', { details: { request: 'GET /x', status: 500 } });
    expect(describeError(en, error)).toMatchObject({ title: 'The engine failed', engineWords: 'no space' });
  });
});

const event = (patch: Partial<EngineEvent>): EngineEvent => ({
  id: 'e',
  engineId: 'default',
  at: 1,
  type: 'container',
  action: 'start',
  actorId: 'a'.repeat(64),
  attributes: {},
  ...patch,
});

describe('eventView', () => {
  it('says what happened, with the exit code', () => {
    const died = event({ action: 'die', name: 'web', attributes: { exitCode: '137' } });
    expect(eventView(en, died)).toMatchObject({
      type: 'Container',
      name: 'web',
      action: 'ended',
      detail: 'exit code 137',
      tone: 'warn',
    });
    expect(isAlarming(event({ action: 'die', attributes: { exitCode: '0' } }))).toBe(false);
    expect(eventView(es, event({ action: 'oom' })).tone).toBe('bad');
  });

  it('splits a command from its verb, and keeps words that nobody knows', () => {
    expect(eventView(en, event({ action: 'exec_start: sh -c "a: b"' }))).toMatchObject({
      action: 'command started',
      detail: 'sh -c "a: b"',
    });
    expect(eventView(en, event({ type: 'secret', action: 'rotate' }))).toMatchObject({
      type: 'secret',
      action: 'rotate',
      name: 'a'.repeat(12),
    });
    expect(eventView(en, event({ action: 'health_status: healthy' })).action).toBe('is healthy');
  });

  it('shortens ids only', () => {
    expect(shortId(`sha256:${'b'.repeat(64)}`)).toBe('b'.repeat(12));
    expect(shortId('nginx:latest')).toBe('nginx:latest');
  });
});

describe('containerLook', () => {
  it('shows trouble as trouble', () => {
    expect(containerLook(en, { state: 'running', health: undefined, exitCode: undefined }).tone).toBe('ok');
    expect(containerLook(en, { state: 'running', health: 'unhealthy', exitCode: undefined })).toMatchObject({
      tone: 'bad',
      label: 'Running · unhealthy',
    });
    expect(containerLook(en, { state: 'exited', health: undefined, exitCode: 0 }).tone).toBe('neutral');
    expect(containerLook(en, { state: 'exited', health: undefined, exitCode: 1 })).toMatchObject({
      tone: 'bad',
      label: 'Exited (1)',
    });
  });
});

const engine = (id: string, state: EngineState): EngineSummary => ({
  id,
  name: id,
  host: 'unix:///x',
  transport: 'unix',
  sources: [],
  current: false,
  state,
});
const unreachable = (reason: 'socket_missing' | 'permission_denied'): EngineState => ({
  kind: 'unreachable',
  since: 1,
  attempt: 1,
  reason,
  error: { code: 'unavailable', message: 'x' },
});

describe('hasNoEngine', () => {
  it.each([
    ['none is known', [], true],
    ['its socket is missing', [engine('a', unreachable('socket_missing'))], true],
    [
      'one is missing, another was left by the user',
      [engine('a', unreachable('socket_missing')), engine('b', { kind: 'disconnected' })],
      true,
    ],
    ['it refuses this user', [engine('a', unreachable('permission_denied'))], false],
    ['the user disconnected it', [engine('a', { kind: 'disconnected' })], false],
    ['it is being tried', [engine('a', { kind: 'connecting', since: 1, attempt: 1 })], false],
  ])('%s', (_what, engines, expected) => {
    expect(hasNoEngine(engines)).toBe(expected);
  });
});

describe('enginePath', () => {
  it('escapes what is not a path, and is read back', () => {
    const path = enginePath('default', 'images', 'a/b:1%');
    expect(path).toBe('/e/default/images/a%2Fb%3A1%25');
    expect(engineIdOf(path)).toBe('default');
    expect(engineIdOf('/engines')).toBeUndefined();
    expect(engineIdOf('/e/%zz/x')).toBe('%zz');
  });
});

describe('appendLog', () => {
  it('adds nothing twice after a reconnect', () => {
    const line = (sequence: number) => ({ sequence, at: sequence, text: String(sequence) });
    const one = appendLog({ status: 'loading', lines: [] }, [line(1), line(2)]);
    const two = appendLog({ ...one, status: 'stale' }, [line(1), line(2), line(3)]);
    expect(two.lines.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect(two.status).toBe('fresh');
  });
});

describe('isSameValue', () => {
  it('compares by value and takes absent for undefined', () => {
    expect(isSameValue({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }], c: undefined })).toBe(true);
    expect(isSameValue({ a: 1 }, { a: 1, b: 2 })).toBe(false);
    expect(isSameValue([1, 2], [1])).toBe(false);
    expect(isSameValue({ 0: 1 }, [1])).toBe(false);
    expect(isSameValue(null, {})).toBe(false);
  });
});
