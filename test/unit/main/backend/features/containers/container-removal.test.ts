import { expect, test } from 'vitest';
import type { ZodType } from 'zod';
import type { EngineRequest } from '../../../../../../src/main/backend/engine/engine-api';
import type { EngineConnection } from '../../../../../../src/main/backend/engine/engine-connection';
import { previewContainerRemoval } from '../../../../../../src/main/backend/features/containers/container-removal';

const idOf = (number: number) => number.toString(16).padStart(64, '0');

/** An engine that knows every id but the first, and keeps what it was asked. */
function connectionTo(asked: (readonly string[])[]): EngineConnection {
  const json = async ({ query }: EngineRequest, schema: ZodType): Promise<unknown> => {
    const { id } = (query?.filters ?? { id: [] }) as { id: readonly string[] };
    asked.push(id);
    const records = id
      .filter((one) => one !== idOf(0))
      .map((one) => ({
        Id: one,
        Names: [`/c-${Number.parseInt(one, 16)}`],
        State: 'exited',
        SizeRw: 7,
        Mounts: [],
      }));
    return schema.parse(records);
  };
  return { api: { json } } as unknown as EngineConnection;
}

test('500 containers are asked for in request lines that every server takes', async () => {
  const asked: (readonly string[])[] = [];
  const subjects = Array.from({ length: 500 }, (_, number) => ({ id: idOf(number), name: `c-${number}` }));
  const previews = await previewContainerRemoval(connectionTo(asked), subjects);
  const longest = Math.max(...asked.map((ids) => encodeURIComponent(JSON.stringify({ id: ids })).length));
  expect(longest).toBeLessThan(8 * 1024);
  expect(asked.flat()).toEqual(subjects.map(({ id }) => id));
  // In the order asked for, without the one that the engine does not know.
  expect(previews.map(({ id }) => id)).toEqual(subjects.slice(1).map(({ id }) => id));
  expect(previews[0]).toMatchObject({ writableBytes: 7, state: 'exited' });
});
