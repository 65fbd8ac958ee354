import { Readable } from 'node:stream';
import type { TransferTicket } from '../../../../common/contract/shared';
import { AppError } from '../../../../common/errors';
import { formatName } from '../../layers/index/tar-path';
import type { ContentPlace, LayerSource } from '../../layers/source/layer-source';
import { tarEnd, tarPadding, writeTarHeader } from '../../layers/tar/tar-writer';
import { startDownloadJob, type TransferDeps } from '../../transfers/transfer-job';
import { type ExtractPlan, type ExtractSpec, planExtract } from './extract-plan';
import type { OpenImage } from './open-image';

/**
 * A download of a file as itself, or of anything else as .tar with owners, modes, links and attributes. Nothing is
 * written on this machine, and names in the archive are those of the image without `..` and without a leading slash.
 * @throws AppError not_found, failed_precondition while layers are missing
 */
export function startExtract(deps: TransferDeps, image: OpenImage, spec: ExtractSpec): TransferTicket {
  const plan = planExtract(image.requireStack(), spec);
  const { location } = image;
  const name = safeName(plan.name);
  return startDownloadJob(deps, {
    kind: 'image.extract',
    engineId: location.kind === 'engine' ? location.engineId : undefined,
    subjects: [{ id: image.id, name: name || '/' }],
    open: async ({ signal }) => {
      const chunks = plan.single ? fileBytes(image, plan.single, signal) : tarOf(image, plan, signal);
      return {
        fileName: plan.single ? name || 'file' : `${name || 'image'}.tar`,
        contentType: plan.single ? 'application/octet-stream' : 'application/x-tar',
        sizeBytes: plan.single?.size,
        body: Readable.from(chunks, { objectMode: false, highWaterMark: 256 * 1024 }),
      };
    },
  });
}

/** A name that any system takes: the user's side saves the file under it. */
function safeName(name: Buffer): string {
  return formatName(name)
    .replace(/[^\p{L}\p{N} ._+=@~-]+/gu, '-')
    .replace(/^[.\s-]+/, '')
    .slice(0, 100);
}

async function* fileBytes(
  image: OpenImage,
  place: ContentPlace,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const end = image.requireSource().begin();
  try {
    const content = await image.requireSource().source.open(place, signal);
    yield* counted(content as AsyncIterable<Buffer>, place);
  } finally {
    end();
  }
}

async function* counted(
  content: AsyncIterable<Buffer>,
  { size, path }: ContentPlace,
): AsyncGenerator<Buffer> {
  let missing = size;
  for await (const chunk of content) {
    missing -= chunk.length;
    if (missing < 0) break;
    yield chunk;
  }
  if (missing !== 0) throw wrongSize(path);
}

async function* tarOf(image: OpenImage, plan: ExtractPlan, signal: AbortSignal): AsyncGenerator<Buffer> {
  const use = image.requireSource();
  const end = use.begin();
  try {
    for (const entry of plan.first) yield writeTarHeader(entry);
    for (const layer of plan.files.keys()) yield* layerEntries(use.source, plan, layer, signal);
    for (const entry of plan.rest) yield writeTarHeader(entry);
    yield tarEnd;
  } finally {
    end();
  }
}

/** All files of one layer, in the order of its archive. */
async function* layerEntries(
  source: LayerSource,
  plan: ExtractPlan,
  layer: number,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const files = [...(plan.files.get(layer) ?? [])].sort((a, b) => a.place.block - b.place.block);
  if (files.length === 0) return;
  const entries = new Map(files.map(({ place, entry }) => [place, entry]));
  const places = files.map(({ place }) => place);
  let place: ContentPlace | undefined;
  let missing = 0;
  for await (const event of source.contents(layer, places, signal)) {
    signal.throwIfAborted();
    if (event.kind === 'start') {
      const entry = entries.get(event.place);
      if (!entry) throw new AppError('internal', 'a content that was not asked for');
      entries.delete(event.place);
      [place, missing] = [event.place, entry.size];
      yield writeTarHeader(entry);
    } else if (event.kind === 'data') {
      missing -= event.chunk.length;
      if (missing < 0) throw wrongSize(place?.path);
      yield event.chunk;
    } else {
      if (missing !== 0) throw wrongSize(place?.path);
      yield tarPadding(place?.size ?? 0);
    }
  }
  const [lost] = entries.keys();
  if (lost) throw wrongSize(lost.path);
}

function wrongSize(path: Buffer | undefined): AppError {
  const name = formatName(path ?? Buffer.alloc(0));
  return new AppError('data_loss', `${name} has not the size that its layer says`, {
    details: { path: name },
  });
}
