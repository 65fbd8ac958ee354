import { z } from 'zod';
import type { Analysis } from '../../../common/contract/layer-analysis';
import type { WasteRow } from '../../../common/contract/layer-findings';
import { hideReason } from '../../../common/contract/layer-tree';

const number = z.number();
const text = z.string();

const reportLayer = z.object({
  number: z.int().describe('from the base, 1'),
  diffId: text,
  digest: text.optional().describe('of the bytes as they are stored or sent, where that is known'),
  compressedBytes: number.optional(),
  storedBytes: number.describe('content of regular files'),
  wastedBytes: number.describe('the part of storedBytes that cannot be seen in the image'),
  files: z.int(),
  createdBy: text.optional().describe('the instruction that made it'),
});

const reportWaste = z.object({
  path: text.describe('without a leading slash'),
  bytes: number,
  layer: z.int().describe('the layer that stores it, from 1'),
  by: z.int().describe('the layer to blame, from 1'),
  how: hideReason,
  createdBy: text.optional().describe('the instruction to blame'),
});

const reportSecret = reportWaste.extend({
  rules: z.array(text).describe('names of the rules that flag it'),
});

const brokenRule = z.object({
  rule: z.enum(['maxWasteBytes', 'minScore', 'maxLayers', 'noSecrets']),
  allowed: number,
  found: number,
});
export type BrokenRule = z.output<typeof brokenRule>;

/** The form of `--json`, version 1. It only grows within a version; docs/layers-report.schema.json is made from it. */
export const layersReport = z.object({
  version: z.literal(1),
  image: z.object({
    id: text.optional(),
    references: z.array(text).readonly(),
    platform: text.optional(),
  }),
  method: text.describe('which way the layers came: layer_store, save, archive, registry, ...'),
  storedBytes: number,
  visibleBytes: number,
  wastedBytes: number.describe('storedBytes - visibleBytes'),
  score: number.describe('visibleBytes / storedBytes, 0 to 1'),
  visibleFiles: z.int(),
  layers: z.array(reportLayer).readonly(),
  wastedPaths: z.int().describe('paths that waste anything; `waste` has the largest'),
  waste: z.array(reportWaste).readonly(),
  secrets: z.array(reportSecret).readonly().describe('hidden files that look like keys or passwords'),
  broken: z.array(brokenRule).readonly().describe('rules that the image breaks'),
});
export type LayersReport = z.output<typeof layersReport>;

export interface ReportInput {
  readonly analysis: Analysis;
  readonly wastedPaths: number;
  readonly waste: readonly WasteRow[];
  readonly secrets: readonly WasteRow[];
}

/** The figures of an analysis, as the interface shows them. */
export function toReport({
  analysis,
  wastedPaths,
  waste,
  secrets,
}: ReportInput): Omit<LayersReport, 'broken'> {
  const { totals, layers, imageId, references, platform, method } = analysis;
  return {
    version: 1,
    image: { id: imageId, references, platform },
    method: method ?? 'unknown',
    storedBytes: totals?.storedBytes ?? 0,
    visibleBytes: totals?.visibleBytes ?? 0,
    wastedBytes: totals?.wastedBytes ?? 0,
    score: totals?.score ?? 1,
    visibleFiles: totals?.visibleFiles ?? 0,
    layers: layers.map((layer) => ({
      number: layer.number + 1,
      diffId: layer.diffId,
      digest: layer.digest,
      compressedBytes: layer.compressedBytes,
      storedBytes: layer.storedBytes ?? 0,
      wastedBytes: layer.figures?.wastedBytes ?? 0,
      files: layer.files ?? 0,
      createdBy: layer.createdBy,
    })),
    wastedPaths,
    waste: waste.map(toWaste),
    secrets: secrets.map((row) => ({ ...toWaste(row), rules: row.findings.map(({ rule }) => rule) })),
  };
}

function toWaste({ path, bytes, layer, by, how, createdBy }: WasteRow): z.output<typeof reportWaste> {
  return { path, bytes, layer: layer + 1, by: by + 1, how, createdBy };
}
