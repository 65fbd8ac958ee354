import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LogLines } from '../../../../../src/common/contract/logs';
import {
  ExpressionClient,
  type ExpressionWorker,
  SlowExpressionError,
} from '../../../../../src/renderer/features/logs/expression-client';
import {
  answerQuestion,
  type ExpressionQuestion,
} from '../../../../../src/renderer/features/logs/expression-match';
import { ExpressionScan } from '../../../../../src/renderer/features/logs/expression-scan';
import { LogBuffer } from '../../../../../src/renderer/features/logs/log-buffer';
import { LogLook } from '../../../../../src/renderer/features/logs/log-look';

const forever = Number.POSITIVE_INFINITY;

const lines = (...times: number[]): LogLines => ({
  texts: times.map((time) => `t${time}`),
  ms: times,
  nanos: times.map(() => 0),
  flags: times.map(() => 0),
  cut: [],
});

/** A worker that answers when it is told to. */
class FakeWorker implements ExpressionWorker {
  onmessage: ExpressionWorker['onmessage'] = null;
  onerror: ExpressionWorker['onerror'] = null;
  readonly questions: ExpressionQuestion[] = [];
  isEnded = false;

  postMessage(question: ExpressionQuestion): void {
    this.questions.push(question);
  }

  terminate(): void {
    this.isEnded = true;
  }

  say(data: unknown): void {
    this.onmessage?.({ data } as MessageEvent);
  }

  /** The oldest question, in truth. */
  answer(): void {
    const question = this.questions.shift();
    if (question) this.say(answerQuestion(question, () => 0));
  }
}

describe('answerQuestion', () => {
  const now = () => 0;

  it('says which texts match and where, without colours', () => {
    const text = 'E12\nx\n\u001b[31me\u001b[0m7';
    expect(answerQuestion({ source: '^e\\d+', text, marks: false }, now)).toEqual({
      kind: 'found',
      tested: 3,
      found: [0, 2],
    });
    expect(answerQuestion({ source: '\\d', text, marks: true }, now)).toEqual({
      kind: 'marks',
      ranges: [
        [
          [1, 2],
          [2, 3],
        ],
        [],
        [[1, 2]],
      ],
    });
  });

  it('answers after a while with what it has', () => {
    let time = 0;
    const slow = () => {
      time += 60;
      return time;
    };
    expect(answerQuestion({ source: 't', text: 't\nt\nt\nt', marks: false }, slow)).toEqual({
      kind: 'found',
      tested: 2,
      found: [0, 1],
    });
  });

  it('says so when an expression cannot run', () => {
    expect(answerQuestion({ source: '(', text: 'x', marks: false }, now)).toMatchObject({
      kind: 'failed',
    });
  });
});

describe('ExpressionClient', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function start() {
    const worker = new FakeWorker();
    return { worker, client: new ExpressionClient('a', () => worker) };
  }

  it('ends a worker that takes too long, and fails from then on', async () => {
    const { worker, client } = start();
    worker.say('ready');
    const first = client.test(['a']);
    const second = client.ranges(['a']);
    first.catch(() => {});
    second.catch(() => {});
    await vi.advanceTimersByTimeAsync(1900);
    expect(worker.isEnded).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    expect(worker.isEnded).toBe(true);
    await expect(first).rejects.toBeInstanceOf(SlowExpressionError);
    await expect(second).rejects.toBeInstanceOf(SlowExpressionError);
    await expect(client.test(['a'])).rejects.toBeInstanceOf(SlowExpressionError);
  });

  it('asks one thing after the other, and gives loading its own time', async () => {
    const { worker, client } = start();
    const first = client.test(['a', 'b']);
    const second = client.ranges(['ba']);
    await vi.advanceTimersByTimeAsync(5000);
    worker.say('ready');
    expect(worker.questions).toHaveLength(1);
    worker.answer();
    expect((await first).found).toEqual([0]);
    worker.answer();
    expect(await second).toEqual([[[1, 2]]]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(worker.isEnded).toBe(false);
    client.dispose();
    expect(worker.isEnded).toBe(true);
  });

  it('fails, but not as slow, when its script does not load', async () => {
    const { worker, client } = start();
    const asked = client.test(['a']);
    worker.onerror?.({ message: 'not found' } as ErrorEvent);
    await expect(asked).rejects.toThrow('not found');
  });
});

describe('ExpressionScan', () => {
  /** Finds lines with an even time when `answer` is called. */
  function start(buffer: LogBuffer) {
    const asked: (() => void)[] = [];
    const client = {
      test: (texts: readonly string[]) =>
        new Promise<{ kind: 'found'; tested: number; found: number[] }>((resolve) => {
          asked.push(() =>
            resolve({
              kind: 'found',
              tested: texts.length,
              found: texts.flatMap((text, index) => (Number(text.slice(1)) % 2 === 0 ? [index] : [])),
            }),
          );
        }),
    };
    const scan = new ExpressionScan(buffer, client, undefined, () => {});
    const found = () =>
      Array.from({ length: scan.count }, (_none, index) => buffer.at(scan.at(index) ?? buffer.end)?.text);
    const answer = async (): Promise<void> => {
      asked.shift()?.();
      await new Promise((resolve) => setTimeout(resolve));
    };
    return { scan, found, answer, asked };
  }

  it('finds what is there, what comes, and what comes between while it asks', async () => {
    const buffer = new LogBuffer();
    const { scan, found, answer, asked } = start(buffer);
    scan.noteChange(buffer.append(0, lines(2, 4, 8)));
    scan.step(forever);
    scan.step(forever);
    expect([asked.length, scan.done, scan.wantsStep]).toEqual([1, false, false]);
    scan.noteChange(buffer.append(1, lines(3, 6)));
    await answer();
    expect(found()).toEqual(['t2']);
    scan.step(forever);
    await answer();
    expect(found()).toEqual(['t2', 't4', 't6', 't8']);
    expect(scan.done).toBe(true);
  });

  it('begins again when lines are put in front, also while it asks', async () => {
    const buffer = new LogBuffer();
    const { scan, found, answer } = start(buffer);
    scan.noteChange(buffer.append(0, lines(4)));
    scan.step(forever);
    scan.noteChange(buffer.prepend(0, lines(2)));
    await answer();
    scan.step(forever);
    await answer();
    expect(found()).toEqual(['t2', 't4']);
  });

  it('forgets what the buffer let go meanwhile', async () => {
    const buffer = new LogBuffer({ lines: 2, characters: 100 });
    const { scan, found, answer } = start(buffer);
    scan.noteChange(buffer.append(0, lines(2, 4)));
    scan.step(forever);
    scan.noteChange(buffer.append(0, lines(6)));
    await answer();
    expect(found()).toEqual(['t4']);
    scan.step(forever);
    await answer();
    expect(found()).toEqual(['t4', 't6']);
  });
});

describe('LogLook', () => {
  it('searches among the lines that are shown, and shows matches only', () => {
    const buffer = new LogBuffer();
    buffer.append(0, lines(1, 2, 11, 12));
    const pattern = { kind: 'text', test: (text: string) => text.includes('1'), ranges: () => [] } as const;
    const look = new LogLook(buffer, { pattern, isShown: ({ ms }) => ms > 1, onlyMatches: true });
    look.step(forever);
    expect([look.search?.count, look.filter?.count, look.filter?.at(0)]).toEqual([2, 2, 2]);
  });
});
