import { once } from 'node:events';
import { eventIterator, oc } from '@orpc/contract';
import { implement } from '@orpc/server';
import { z } from 'zod';
import { AppError } from '../../src/common/errors';

/** A small contract with one procedure for each behaviour that a transport must carry. */
export const contract = {
  echo: {
    value: oc.input(z.unknown()).output(z.unknown()),
    named: oc
      .input(z.object({ name: z.string().min(1), labels: z.array(z.string()).default([]) }))
      .output(z.object({ greeting: z.string() })),
  },
  bytes: {
    make: oc.input(z.object({ size: z.int() })).output(z.instanceof(Uint8Array)),
    stream: oc.input(z.object({ items: z.int() })).output(eventIterator(z.instanceof(Uint8Array))),
    pooled: oc.output(z.instanceof(Uint8Array)),
    measure: oc.input(z.instanceof(Uint8Array)).output(z.object({ size: z.int(), sum: z.int() })),
  },
  errors: {
    expected: oc,
    unexpected: oc,
    badAnswer: oc.output(z.object({ size: z.number() })),
    badItem: oc.output(eventIterator(z.object({ size: z.number() }))),
    unsendable: oc.output(z.unknown()),
    midStream: oc.output(eventIterator(z.number())),
  },
  streams: {
    count: oc.input(z.object({ limit: z.int() })).output(eventIterator(z.number(), z.string())),
    silent: oc.output(eventIterator(z.number())),
  },
  wait: { forever: oc.output(z.string()) },
};

export type Contract = typeof contract;

/** What the handlers did, for tests to look at. */
export interface Probes {
  produced: number;
  openStreams: number;
  waiting: number;
}

export function createTestRouter() {
  const probes: Probes = { produced: 0, openStreams: 0, waiting: 0 };
  const os = implement(contract);
  const router = os.router({
    echo: {
      value: os.echo.value.handler(({ input }) => input),
      named: os.echo.named.handler(({ input }) => ({ greeting: `${input.name}/${input.labels.join()}` })),
    },
    bytes: {
      make: os.bytes.make.handler(({ input }) => fillBytes(input.size)),
      stream: os.bytes.stream.handler(async function* ({ input }) {
        for (let item = 1; item <= input.items; item += 1) yield fillBytes(item);
      }),
      pooled: os.bytes.pooled.handler(() => Buffer.from('abc')),
      measure: os.bytes.measure.handler(({ input }) => ({
        size: input.length,
        sum: input.reduce((sum, byte) => sum + byte, 0),
      })),
    },
    errors: createFailingHandlers(),
    streams: {
      count: os.streams.count.handler(({ input }) => track(probes, countTo(input.limit, probes))),
      silent: os.streams.silent.handler(({ signal }) => track(probes, stayOpen(signal))),
    },
    wait: {
      forever: os.wait.forever.handler(async ({ signal }) => {
        probes.waiting += 1;
        try {
          if (signal && !signal.aborted) await once(signal, 'abort');
          return 'aborted';
        } finally {
          probes.waiting -= 1;
        }
      }),
    },
  });
  return { router, probes };
}

export function fillBytes(size: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: size }, (_, index) => index % 251);
}

function createFailingHandlers() {
  const os = implement(contract.errors);
  return {
    expected: os.expected.handler(() => {
      throw new AppError('conflict', 'the container is running', {
        details: { container: 'web', ports: ['80'] },
      });
    }),
    unexpected: os.unexpected.handler(() => {
      throw new TypeError('undefined is not a function');
    }),
    badAnswer: os.badAnswer.handler(() => ({ size: 'large' }) as unknown as { size: number }),
    badItem: os.badItem.handler(async function* () {
      yield { size: 1 };
      yield { size: 'large' } as unknown as { size: number };
    }),
    unsendable: os.unsendable.handler(() => {
      const value: Record<string, unknown> = { callback: () => 1n, large: 1n };
      return value;
    }),
    midStream: os.midStream.handler(async function* () {
      yield 1;
      yield 2;
      throw new AppError('unavailable', 'the engine went away');
    }),
  };
}

async function* countTo(limit: number, probes: Probes) {
  for (let item = 0; item < limit; item += 1) {
    probes.produced += 1;
    yield item;
  }
  return 'done';
}

async function* stayOpen(signal: AbortSignal | undefined): AsyncGenerator<number, void> {
  yield 0;
  if (signal && !signal.aborted) await once(signal, 'abort');
}

async function* track<T, R>(probes: Probes, source: AsyncGenerator<T, R>): AsyncGenerator<T, R, void> {
  probes.openStreams += 1;
  try {
    return yield* source;
  } finally {
    probes.openStreams -= 1;
  }
}
