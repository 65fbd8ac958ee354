import type { EngineApi } from '../engine/engine-api';
import { freezeLayer } from '../layers/index/freeze-layer';
import { analyzeStack, type StackAnalysis } from '../layers/stack/stack-analysis';
import type { CommandRunner } from '../platform/platform';
import { readApiChanges } from './api-changes';
import {
  inspectPlace,
  type NoFolders,
  type OverlayPlace,
  overlayPlaceOf,
  type PlaceRecord,
  withFolders,
} from './container-place';
import { findOpaque } from './opaque-folders';
import type { OpaquePlaces } from './overlay-lowers';
import { type OverlayWalk, walkOverlay } from './overlay-walk';

export interface MeasureOptions {
  readonly api: EngineApi;
  readonly id: string;
  /** The engine's folders may be on this machine. */
  readonly isLocal: boolean;
  readonly commands: CommandRunner;
}

/** What a container wrote over its image, as a stack of two layers: the image's part of the same paths, and its own. */
export interface MeasuredChanges {
  readonly record: PlaceRecord;
  readonly stack: StackAnalysis;
  readonly source:
    | { readonly kind: 'upper'; readonly place: OverlayPlace; readonly opaque: OpaquePlaces }
    | { readonly kind: 'api'; readonly reason: NoFolders };
  /** Lost when the container is removed. */
  readonly writtenBytes: number | undefined;
  readonly unmeasured: number;
  readonly skipped: number;
  /** Whether folders hide what the image has in them could not be found out. */
  readonly opaqueUnknown: boolean;
}

/** @throws AppError not_found, and what the engine says */
export async function measureChanges(options: MeasureOptions, signal: AbortSignal): Promise<MeasuredChanges> {
  const record = await inspectPlace(options.api, options.id, signal);
  const place = overlayPlaceOf(record, options.isLocal);
  return 'none' in place
    ? measureByApi(options, record, place.none, signal)
    : measureFolders(options, record, place, signal);
}

async function measureByApi(
  { api }: MeasureOptions,
  record: PlaceRecord,
  reason: NoFolders,
  signal: AbortSignal,
): Promise<MeasuredChanges> {
  const { image, written, writtenBytes, unmeasured } = await readApiChanges(api, record.Id, signal);
  const stack = await analyzeStack(
    [await freezeLayer(image, 0, signal), await freezeLayer(written, 0, signal)],
    signal,
  );
  const source = { kind: 'api', reason } as const;
  return { record, stack, source, writtenBytes, unmeasured, skipped: 0, opaqueUnknown: false };
}

/** Walks again when a folder turns out to hide what is below it: rare, and the second walk knows. */
async function walk(
  { commands }: MeasureOptions,
  place: OverlayPlace,
  signal: AbortSignal,
): Promise<{ readonly found: OverlayWalk; readonly opaque: OpaquePlaces; readonly isSure: boolean }> {
  return withFolders(place, async (upper, lowers) => {
    let opaque: OpaquePlaces = new Set();
    for (let turn = 0; ; turn += 1) {
      const found = await walkOverlay(upper, lowers, opaque, signal);
      const unknown = found.mayBeOpaque.filter((folder) => !opaque.has(folder.toString('latin1')));
      const more = await findOpaque(commands, unknown, signal);
      if (!more || more.size === 0 || turn === 4) return { found, opaque, isSure: more !== undefined };
      opaque = new Set([...opaque, ...more]);
    }
  });
}

async function measureFolders(
  options: MeasureOptions,
  record: PlaceRecord,
  place: OverlayPlace,
  signal: AbortSignal,
): Promise<MeasuredChanges> {
  const { found, opaque, isSure } = await walk(options, place, signal);
  const layers = [await freezeLayer(found.image, 0, signal), await freezeLayer(found.written, 0, signal)];
  const stack = await analyzeStack(layers, signal);
  return {
    record,
    stack,
    source: { kind: 'upper', place, opaque },
    writtenBytes: found.written.bytes,
    unmeasured: 0,
    skipped: found.skipped,
    opaqueUnknown: !isSure,
  };
}
