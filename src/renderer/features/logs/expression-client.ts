import type { ExpressionAnswer, ExpressionQuestion, Ranges } from './expression-match';

/** Longest time for an answer. Since answers come in slices, it is one line that takes so long. */
const answerLimitMs = 2000;
/** The worker's script may come over a slow line. */
const startLimitMs = 20_000;

export class SlowExpressionError extends Error {}

/** As much of `Worker` as is used. */
export interface ExpressionWorker {
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(question: ExpressionQuestion): void;
  terminate(): void;
}

const startWorker = (): ExpressionWorker =>
  new Worker(new URL('./expression-worker.ts', import.meta.url), { type: 'module' });

interface Asked {
  readonly question: ExpressionQuestion;
  readonly resolve: (answer: ExpressionAnswer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A regular expression in a worker of its own: nothing stops one that runs, but a worker can be ended. One question is
 * there at a time. After an error every question fails with it.
 */
export class ExpressionClient {
  readonly #worker: ExpressionWorker;
  readonly #waiting: Asked[] = [];
  #current: Asked | undefined;
  #isReady = false;
  #error: unknown;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly source: string,
    start: () => ExpressionWorker = startWorker,
  ) {
    this.#worker = start();
    this.#worker.onmessage = ({ data }) => this.#take(data);
    this.#worker.onerror = ({ message }) => this.#fail(new Error(message));
    this.#limit(startLimitMs, new Error('the worker does not start'));
  }

  /** Which of these match; of the first ones when it takes longer. */
  async test(texts: readonly string[]): Promise<Extract<ExpressionAnswer, { kind: 'found' }>> {
    const answer = await this.#ask({ source: this.source, text: texts.join('\n'), marks: false });
    if (answer.kind !== 'found') throw toError(answer);
    return answer;
  }

  async ranges(texts: readonly string[]): Promise<readonly Ranges[]> {
    const answer = await this.#ask({ source: this.source, text: texts.join('\n'), marks: true });
    if (answer.kind !== 'marks') throw toError(answer);
    return answer.ranges;
  }

  dispose(): void {
    this.#fail(new Error('no longer asked for'));
  }

  #ask(question: ExpressionQuestion): Promise<ExpressionAnswer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ question, resolve, reject });
      this.#next();
    });
  }

  #next(): void {
    if (this.#error !== undefined) {
      for (const { reject } of this.#waiting.splice(0)) reject(this.#error);
      return;
    }
    if (this.#current || !this.#isReady) return;
    this.#current = this.#waiting.shift();
    if (!this.#current) return;
    this.#worker.postMessage(this.#current.question);
    this.#limit(answerLimitMs, new SlowExpressionError('a line takes too long'));
  }

  #take(data: unknown): void {
    clearTimeout(this.#timer);
    const asked = this.#current;
    this.#current = undefined;
    this.#isReady = true;
    // The only sender is our own script.
    asked?.resolve(data as ExpressionAnswer);
    this.#next();
  }

  /** In two halves: where page and worker slept (a laptop), an answer that is on its way gets its time. */
  #limit(milliseconds: number, error: Error): void {
    const half = milliseconds / 2;
    this.#timer = setTimeout(() => {
      this.#timer = setTimeout(() => this.#fail(error), half);
    }, half);
  }

  #fail(error: unknown): void {
    clearTimeout(this.#timer);
    this.#worker.terminate();
    this.#error ??= error;
    this.#current?.reject(this.#error);
    this.#current = undefined;
    this.#next();
  }
}

function toError(answer: ExpressionAnswer): Error {
  return new Error(answer.kind === 'failed' ? answer.message : 'an answer to another question');
}
