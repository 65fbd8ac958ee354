import { Readable } from 'node:stream';
import type { LogTime } from '../../../../common/contract/logs';
import type { TransferTicket } from '../../../../common/contract/shared';
import type { EngineConnection } from '../../engine/engine-connection';
import { enginePath } from '../../engine/engine-path';
import { startDownloadJob, type TransferDeps } from '../../transfers/transfer-job';
import { type LinePiece, LinePieces } from './line-pieces';
import { compareTimes, toEngineTime } from './log-stamp';

export interface SaveLogsOptions {
  readonly containers: readonly { readonly id: string; readonly name: string }[];
  readonly streams: 'both' | 'stdout' | 'stderr';
  readonly timestamps: boolean;
  readonly only?: LogTime | undefined;
}

/** The whole logs as one text file. */
export function startLogsSave(
  deps: TransferDeps,
  connection: EngineConnection,
  options: SaveLogsOptions,
): TransferTicket {
  connection.requireInfo();
  return startDownloadJob(deps, {
    kind: 'container.saveLogs',
    engineId: connection.id,
    subjects: options.containers,
    open: async ({ signal }) => {
      const sources = await Promise.all(
        options.containers.map(async ({ id, name }) => ({
          name,
          pieces: piecesOf(await openLog(connection, id, options, signal), options),
        })),
      );
      return {
        fileName: logFileName(options.containers),
        contentType: 'text/plain; charset=utf-8',
        body: Readable.from(mergeLogs(sources, options), { objectMode: false }),
      };
    },
  });
}

/** `web.log` for one container, `logs-3.log` for several. Only harmless characters. */
export function logFileName(containers: SaveLogsOptions['containers']): string {
  const [only, second] = containers;
  const base = only && !second ? only.name : `logs-${containers.length}`;
  const safe = base
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 100);
  return `${safe || 'container'}.log`;
}

function openLog(
  connection: EngineConnection,
  id: string,
  { streams, only }: SaveLogsOptions,
  signal: AbortSignal,
): Promise<Readable> {
  return connection.api.read({
    path: enginePath`/containers/${id}/logs`,
    query: {
      stdout: streams !== 'stderr',
      stderr: streams !== 'stdout',
      timestamps: true,
      ...(only && {
        since: toEngineTime({ ms: Math.max(0, only.ms - 1000), nanos: 0 }),
        until: toEngineTime({ ms: only.ms + 1000, nanos: 0 }),
      }),
    },
    signal,
    timeoutMs: 0,
  });
}

async function* piecesOf(stream: Readable, { only }: SaveLogsOptions): AsyncGenerator<LinePiece> {
  const pieces = new LinePieces();
  const isWanted = ({ time }: LinePiece): boolean => !only || compareTimes(time, only) === 0;
  try {
    for await (const chunk of stream) {
      for (const piece of pieces.push(chunk as Buffer)) if (isWanted(piece)) yield piece;
    }
    for (const piece of pieces.end()) if (isWanted(piece)) yield piece;
  } finally {
    stream.destroy();
  }
}

export interface LogSource {
  readonly name: string;
  readonly pieces: AsyncIterator<LinePiece>;
}

interface Head {
  readonly source: LogSource;
  piece: LinePiece;
}

/** Always goes on with the container whose next line is the oldest; a line is written to its end. */
export async function* mergeLogs(
  sources: readonly LogSource[],
  { timestamps }: Pick<SaveLogsOptions, 'timestamps'>,
): AsyncGenerator<Buffer> {
  const heads: Head[] = [];
  const advance = async (source: LogSource): Promise<LinePiece | undefined> => {
    const step = await source.pieces.next();
    return step.done ? undefined : step.value;
  };
  try {
    for (const source of sources) {
      const piece = await advance(source);
      if (piece) heads.push({ source, piece });
    }
    for (let head = oldest(heads); head; head = oldest(heads)) {
      const prefix = sources.length > 1 ? `${head.source.name} | ` : '';
      let next: LinePiece | undefined = head.piece;
      let isOpen = false;
      while (next) {
        if (next.first) yield Buffer.from(`${isOpen ? '\n' : ''}${prefix}${stampOf(next, timestamps)}`);
        yield next.bytes;
        isOpen = !next.last;
        if (next.last) yield Buffer.from('\n');
        next = await advance(head.source);
        if (!isOpen) break;
      }
      if (isOpen) yield Buffer.from('\n');
      if (next) head.piece = next;
      else heads.splice(heads.indexOf(head), 1);
    }
  } finally {
    for (const { pieces } of sources) await pieces.return?.();
  }
}

function oldest(heads: readonly Head[]): Head | undefined {
  let found = heads[0];
  for (const head of heads) {
    if (found && compareTimes(head.piece.time, found.piece.time) < 0) found = head;
  }
  return found;
}

function stampOf({ time }: LinePiece, timestamps: boolean): string {
  if (!timestamps) return '';
  const nanos = String((time.ms % 1000) * 1_000_000 + time.nanos).padStart(9, '0');
  return `${new Date(time.ms).toISOString().slice(0, 19)}.${nanos}Z `;
}
