import type { SecretFinding } from '../../../../common/contract/layer-findings';
import { AppError, isAppError } from '../../../../common/errors';
import { supersededBit } from '../../layers/index/layer-index';
import { Pacer } from '../../layers/pacer';
import { findByContent, findByName, maxSecretFileBytes } from '../../layers/secrets/secret-rules';
import type { ContentPlace, LayerSource } from '../../layers/source/layer-source';
import type { StackAnalysis } from '../../layers/stack/stack-analysis';
import { placeOf } from '../../layers/view/stack-content';
import { wasteNode, wastePath } from './waste-items';

/** Bounds of one search: files, and bytes of all of them together. */
const defaultLimits = { maxFiles: 5000, maxBytes: 128 * 1024 * 1024 };
export type SecretLimits = typeof defaultLimits;

/** What a search came to. */
export interface SecretSearch {
  /** Files that were looked into. */
  readonly scanned: number;
  /** Hidden files that were not: too large, beyond the bounds, or not readable any more. */
  readonly unread: number;
  /** Hidden files that any rule flags, by name or by content. */
  readonly flagged: number;
}

/** A hidden file and where it is; `item` is its number in the waste table. */
interface Candidate {
  readonly item: number;
  readonly place: ContentPlace;
}

/** What rules say of an image's hidden files. Names are judged at once; contents when somebody asks for it. */
export class SecretFindings {
  readonly #stack: StackAnalysis;
  readonly #limits: SecretLimits;
  /** By number in the waste table; only what the content says. */
  readonly #byContent = new Map<number, readonly SecretFinding[]>();
  #byName: Map<number, readonly SecretFinding[]> | undefined;
  #search: SecretSearch | undefined;

  constructor(stack: StackAnalysis, limits: SecretLimits = defaultLimits) {
    this.#stack = stack;
    this.#limits = limits;
  }

  /** Of one hidden file, by name and by what was found in it so far. */
  of(item: number): SecretFinding[] {
    const byName = this.#byName ? (this.#byName.get(item) ?? []) : namesOf(this.#stack, item);
    return [...byName, ...(this.#byContent.get(item) ?? [])];
  }

  /** Numbers of the hidden files that any rule flags. */
  async flagged(signal?: AbortSignal): Promise<ReadonlySet<number>> {
    this.#byName ??= await judgeNames(this.#stack, signal);
    return new Set([...this.#byName.keys(), ...this.#byContent.keys()]);
  }

  /**
   * Reads small hidden files, the suspicious and the smallest ones first, and keeps what is found. A second call gives
   * the first one's result.
   * @throws AppError canceled, unavailable, data_loss; what was found until then is kept
   */
  async search(source: LayerSource, signal: AbortSignal): Promise<SecretSearch> {
    if (this.#search) return this.#search;
    const named = await this.flagged(signal);
    const candidates = chooseCandidates(this.#stack, named, this.#limits);
    let scanned = 0;
    for (const [layer, files] of byLayer(candidates)) {
      scanned += await readAll(source, layer, files, signal, (item, content) => {
        const findings = findByContent(content).map((finding): SecretFinding => ({ ...finding }));
        if (findings.length > 0) this.#byContent.set(item, findings);
      });
    }
    const flagged = (await this.flagged(signal)).size;
    this.#search = { scanned, unread: this.#stack.waste.count - scanned, flagged };
    return this.#search;
  }
}

function namesOf(stack: StackAnalysis, item: number): readonly SecretFinding[] {
  return findByName(wastePath(stack, item)).map((finding) => ({ ...finding }));
}

async function judgeNames(
  stack: StackAnalysis,
  signal: AbortSignal | undefined,
): Promise<Map<number, readonly SecretFinding[]>> {
  const pacer = new Pacer(signal);
  const found = new Map<number, readonly SecretFinding[]>();
  for (let item = 0; item < stack.waste.count; item += 1) {
    const findings = namesOf(stack, item);
    if (findings.length > 0) found.set(item, findings);
    if (item % 256 === 0 && pacer.isDue) await pacer.turn();
  }
  return found;
}

/** The table begins with the largest: its end has the small ones, which is where keys and settings are. */
function chooseCandidates(
  stack: StackAnalysis,
  named: ReadonlySet<number>,
  { maxFiles, maxBytes }: SecretLimits,
): readonly Candidate[] {
  const chosen: Candidate[] = [];
  let bytes = 0;
  const take = (item: number): void => {
    const size = stack.waste.bytes[item] ?? 0;
    const isRoom = chosen.length < maxFiles && bytes + size <= maxBytes;
    const place = isRoom && size <= maxSecretFileBytes ? placeOfItem(stack, item) : undefined;
    if (!place) return;
    chosen.push({ item, place });
    bytes += size;
  };
  for (const item of named) take(item);
  for (let item = stack.waste.count - 1; item >= 0 && chosen.length < maxFiles; item -= 1)
    if (!named.has(item)) take(item);
  return chosen;
}

/** Files that an entry of the same layer replaced are only in archives, no engine has them any more. */
function placeOfItem(stack: StackAnalysis, item: number): ContentPlace | undefined {
  const node = wasteNode(stack, item);
  const isSuperseded = (stack.waste.file[item] ?? 0) >= supersededBit;
  if (node === undefined || isSuperseded) return undefined;
  const place = placeOf(stack, stack.waste.layer[item] ?? 0, node);
  // A sparse file stores little and is large all the same.
  return place.size <= maxSecretFileBytes ? place : undefined;
}

/** In the order of the archive, so that one pass finds them all. */
function byLayer(candidates: readonly Candidate[]): ReadonlyMap<number, readonly Candidate[]> {
  const groups = new Map<number, Candidate[]>();
  for (const candidate of candidates) {
    const group = groups.get(candidate.place.layer);
    if (group) group.push(candidate);
    else groups.set(candidate.place.layer, [candidate]);
  }
  for (const group of groups.values()) group.sort((a, b) => a.place.block - b.place.block);
  return groups;
}

/** Returns how many could be read. One that cannot be opened does not keep the others from being read. */
async function readAll(
  source: LayerSource,
  layer: number,
  files: readonly Candidate[],
  signal: AbortSignal,
  take: (item: number, content: Buffer) => void,
): Promise<number> {
  const items = new Map(files.map(({ place, item }) => [place, item]));
  let scanned = 0;
  for (let rest = files; rest.length > 0; ) {
    const done = { count: 0 };
    try {
      await readSome(source, layer, rest, signal, (place, content) => {
        done.count += 1;
        take(items.get(place) ?? 0, content);
      });
      return scanned + done.count;
    } catch (thrown) {
      if (signal.aborted) throw new AppError('canceled', 'the search was canceled');
      if (!isAppError(thrown) || !skippable.has(thrown.code)) throw thrown;
      scanned += done.count;
      rest = rest.slice(done.count + 1);
    }
  }
  return scanned;
}

const skippable = new Set<string>([
  'not_found',
  'failed_precondition',
  'permission_denied',
  'not_implemented',
]);

async function readSome(
  source: LayerSource,
  layer: number,
  files: readonly Candidate[],
  signal: AbortSignal,
  take: (place: ContentPlace, content: Buffer) => void,
): Promise<void> {
  const places = files.map(({ place }) => place);
  let place: ContentPlace | undefined;
  let chunks: Buffer[] = [];
  for await (const event of source.contents(layer, places, signal)) {
    if (signal.aborted) throw new AppError('canceled', 'the search was canceled');
    if (event.kind === 'start') [place, chunks] = [event.place, []];
    else if (event.kind === 'data') chunks.push(event.chunk);
    else if (place) take(place, Buffer.concat(chunks));
  }
}
