import { JSON_SCHEMA, load } from 'js-yaml';
import { z } from 'zod';
import { AppError } from '../../../common/errors';
import type { BrokenRule, LayersReport } from './report';

const units: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
};

/** A number of bytes, or a text such as `20MB` or `1.5 GiB`. */
const bytes = z.union([z.number().nonnegative(), z.string()]).transform((value, context): number => {
  if (typeof value === 'number') return value;
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(value.trim()) ?? [];
  const factor = units[unit.toLowerCase()];
  if (digits !== undefined && factor !== undefined) return Number(digits) * factor;
  context.issues.push({ code: 'custom', message: 'expected bytes, such as 20MB or 1.5GiB', input: value });
  return z.NEVER;
});

const rulesSchema = z.strictObject({
  maxWasteBytes: bytes.optional(),
  minScore: z.number().min(0).max(1).optional(),
  maxLayers: z.int().positive().optional(),
  noSecrets: z.boolean().optional(),
});
export type Rules = z.output<typeof rulesSchema>;

/** Reads a rules file, JSON or YAML. @throws AppError invalid_argument */
export function parseRules(text: string, file: string): Rules {
  const parsed = rulesSchema.safeParse(readYaml(text, file) ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path.join('.');
  const message = `${file}: ${place ? `${place}: ` : ''}${issue?.message ?? 'no rules'}`;
  throw new AppError('invalid_argument', message);
}

/** JSON is YAML, too. */
function readYaml(text: string, file: string): unknown {
  try {
    return load(text, { schema: JSON_SCHEMA, filename: file });
  } catch (thrown) {
    throw new AppError('invalid_argument', thrown instanceof Error ? thrown.message : String(thrown));
  }
}

/** Rules that the image breaks. */
export function brokenRules(
  { maxWasteBytes, minScore, maxLayers, noSecrets }: Rules,
  report: Omit<LayersReport, 'broken'>,
): readonly BrokenRule[] {
  const { wastedBytes, score, layers, secrets } = report;
  const broken: BrokenRule[] = [];
  if (maxWasteBytes !== undefined && wastedBytes > maxWasteBytes)
    broken.push({ rule: 'maxWasteBytes', allowed: maxWasteBytes, found: wastedBytes });
  if (minScore !== undefined && score < minScore)
    broken.push({ rule: 'minScore', allowed: minScore, found: score });
  if (maxLayers !== undefined && layers.length > maxLayers)
    broken.push({ rule: 'maxLayers', allowed: maxLayers, found: layers.length });
  if (noSecrets && secrets.length > 0) broken.push({ rule: 'noSecrets', allowed: 0, found: secrets.length });
  return broken;
}
