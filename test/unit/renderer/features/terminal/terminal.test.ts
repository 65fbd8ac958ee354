import { describe, expect, it } from 'vitest';
import type {
  TerminalOutput,
  TerminalProgram,
  TerminalTarget,
} from '../../../../../src/common/contract/terminal';
import { createInputQueue } from '../../../../../src/renderer/features/terminal/input-queue';
import { drawOutput } from '../../../../../src/renderer/features/terminal/session-stream';
import {
  initialForm,
  otherCommand,
  toForm,
  toProgram,
} from '../../../../../src/renderer/features/terminal/start-form';

const target: TerminalTarget = {
  running: true,
  paused: false,
  shells: [{ name: 'sh', command: ['/bin/busybox', 'sh'] }],
  lookedIn: ['/bin'],
  main: { tty: false, openStdin: true, stdinOnce: true, command: ['cat'] },
};

describe('the form of a new terminal', () => {
  it('begins with the best shell, and with the helper where there is none', () => {
    const form = initialForm(target);
    expect(toProgram({ ...form, user: ' 1:2 ', env: 'A=1 2\n\nB=' }, target)).toEqual({
      kind: 'exec',
      command: ['/bin/busybox', 'sh'],
      user: '1:2',
      env: ['A=1 2', 'B='],
    });
    expect(initialForm({ ...target, shells: [] }).kind).toBe('debug');
  });

  it('asks for nothing while something is missing', () => {
    const form = initialForm(target);
    expect(toProgram({ ...form, shell: otherCommand }, target)).toBeUndefined();
    expect(toProgram({ ...form, shell: otherCommand, command: '/bin/ls\n-l' }, target)).toMatchObject({
      command: ['/bin/ls', '-l'],
    });
    expect(toProgram({ ...form, kind: 'debug' }, target)).toBeUndefined();
  });

  it('shows again what a program was asked for', () => {
    const programs: readonly TerminalProgram[] = [
      { kind: 'exec', command: ['/bin/busybox', 'sh'], user: '1', workingDir: '/srv', env: ['A=1', 'B='] },
      { kind: 'exec', command: ['/bin/ls', '-l'] },
      { kind: 'attach', stdin: true, detachKeys: 'ctrl-x' },
      { kind: 'attach', stdin: false },
      { kind: 'debug', image: 'busybox:1' },
    ];
    for (const program of programs) expect(toProgram(toForm(program, target), target)).toEqual(program);
    expect(toForm({ kind: 'exec', command: ['/bin/busybox', 'sh'] }, target).shell).toBe('0');
  });

  it('does not hold the only input of a main process without being asked', () => {
    expect(toProgram({ ...initialForm(target), kind: 'attach' }, target)).toMatchObject({ stdin: false });
  });
});

describe('input', () => {
  it('goes in order, together while a call is on its way, and never splits a character', async () => {
    const sent: string[] = [];
    const release: (() => void)[] = [];
    const queue = createInputQueue(
      (data) => {
        sent.push(data);
        return new Promise<void>((resolve) => release.push(resolve));
      },
      () => {},
    );
    queue('a');
    queue('b');
    queue('c');
    queue('\u0080', 'binary');
    while (release.length > 0) {
      release.shift()?.();
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    expect(sent).toEqual(['a', 'bc', '\u0080']);
    queue(`${'x'.repeat(16 * 1024 - 1)}😀`);
    while (release.length > 0) {
      release.shift()?.();
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    expect(sent.slice(3)).toEqual(['x'.repeat(16 * 1024 - 1), '😀']);
  });

  it('is bounded', () => {
    const queue = createInputQueue(
      () => new Promise(() => {}),
      () => {},
    );
    expect(queue('x'.repeat(1024 * 1024))).toBe(true);
    expect(queue('x'.repeat(32 * 1024))).toBe(false);
  });
});

describe('output', () => {
  it('is live only behind the replay', async () => {
    const log: string[] = [];
    async function* stream(): AsyncGenerator<TerminalOutput> {
      yield { kind: 'start', replayBytes: 3, truncated: true };
      yield new Uint8Array([1, 2]);
      yield new Uint8Array([3]);
      yield new Uint8Array([4]);
    }
    await drawOutput(stream(), {
      write: async (bytes) => void log.push(`write ${bytes.join()}`),
      live: (truncated) => log.push(`live ${truncated}`),
      ended: () => log.push('ended'),
    });
    expect(log).toEqual(['write 1,2', 'write 3', 'live true', 'write 4']);
  });
});
