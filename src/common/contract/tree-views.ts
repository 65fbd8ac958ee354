import { oc } from '@orpc/contract';
import { z } from 'zod';
import { analysisId } from './layer-analysis';
import { treeRow, viewId, viewSpec, viewState } from './layer-tree';

/** Which of many rows are asked for. */
export const window = {
  offset: z.int().nonnegative().default(0),
  limit: z.int().min(1).max(1000).default(200),
};

/** A window on a tree that stays in the back end: the same for an image's layers and for a container's changes. */
export const treeViewProcedures = {
  /**
   * A view of the tree. One layer can be viewed as soon as it is ready, everything else when all are; before:
   * failed_precondition. `replaces` ends another view of the same analysis and keeps its open folders.
   */
  openView: oc.input(z.object({ analysisId, spec: viewSpec, replaces: viewId.optional() })).output(viewState),
  /** Fails with not_found when the view or its analysis is gone: open it again. */
  rows: oc
    .input(z.object({ viewId, ...window }))
    .output(z.object({ rows: z.array(treeRow), rowCount: z.number() })),
  expand: oc.input(z.object({ viewId, node: z.number(), expanded: z.boolean() })).output(viewState),
  /** Opens the folders that a path is in; `row` is -1 when the view does not have it. */
  reveal: oc
    .input(z.object({ viewId, path: z.string().max(8192) }))
    .output(viewState.extend({ row: z.number() })),
  closeView: oc.input(z.object({ viewId })).output(z.void()),
};
