import { randomBytes } from 'node:crypto';
import type { ChangesSummary } from '../../../../common/contract/changes';
import { AppError } from '../../../../common/errors';
import type { LayerIndex } from '../../layers/index/layer-index';
import type { StackAnalysis } from '../../layers/stack/stack-analysis';
import type { TreeViews, ViewedStack } from '../../layers/view/tree-views';
import type { MeasuredChanges } from '../../writable/measure-changes';

const maxKept = 8;

/** One measurement, which views and contents refer to. */
export class Measurement implements ViewedStack {
  readonly id = randomBytes(9).toString('base64url');
  readonly state = 'ready';
  readonly engineId: string;
  readonly changes: MeasuredChanges;

  constructor(engineId: string, changes: MeasuredChanges) {
    this.engineId = engineId;
    this.changes = changes;
  }

  requireStack(): StackAnalysis {
    return this.changes.stack;
  }

  layerIndex(layer: number): LayerIndex | undefined {
    return this.changes.stack.layers[layer];
  }
}

/** The last measurements. */
export class Measurements {
  readonly #kept = new Map<string, Measurement>();
  readonly #views: TreeViews;

  constructor(views: TreeViews) {
    this.#views = views;
  }

  add(measurement: Measurement): void {
    this.#kept.set(measurement.id, measurement);
    for (const [oldest, value] of this.#kept) {
      if (this.#kept.size <= maxKept) break;
      this.#kept.delete(oldest);
      this.#views.forget(value);
    }
  }

  /** @throws AppError not_found */
  get(id: string): Measurement {
    const found = this.#kept.get(id);
    if (!found) throw new AppError('not_found', 'this measurement is gone: measure again');
    this.#kept.delete(id);
    this.#kept.set(id, found);
    return found;
  }
}

export function summarize({ id, changes }: Measurement, measuredAt: number, tookMs: number): ChangesSummary {
  const { stack, source, writtenBytes, unmeasured, skipped, opaqueUnknown } = changes;
  const none = { files: 0, directories: 0, bytes: 0 };
  const { added = none, changed = none, removed = none } = stack.figures[1] ?? {};
  return {
    analysisId: id,
    source: source.kind,
    ...(source.kind === 'api' ? { reason: source.reason } : {}),
    measuredAt,
    tookMs,
    ...(writtenBytes === undefined ? {} : { writtenBytes }),
    added: { ...added },
    changed: { ...changed },
    removed: { ...removed },
    unmeasured,
    skipped,
    opaqueUnknown,
  };
}
