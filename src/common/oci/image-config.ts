import { z } from 'zod';
import { AppError } from '../errors';

const textList = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? []);
const keys = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((value) => Object.keys(value ?? {}).sort((a, b) => (a < b ? -1 : 1)));
const text = z
  .string()
  .nullish()
  .transform((value) => value || undefined);
const commandLine = z
  .union([z.array(z.string()), z.string()])
  .nullish()
  .transform((value) => (typeof value === 'string' ? [value] : (value ?? [])));

/** One step that made an image. Steps that only changed the configuration have `emptyLayer`. */
const historyItem = z
  .object({
    created: text,
    created_by: text,
    comment: text,
    author: text,
    empty_layer: z.boolean().nullish(),
  })
  .transform(({ created, created_by, comment, empty_layer }) => ({
    createdAt: toTime(created),
    createdBy: created_by ?? '',
    comment,
    emptyLayer: empty_layer ?? false,
  }));
export type HistoryItem = z.output<typeof historyItem>;

const runtimeConfig = z
  .object({
    Env: textList,
    Entrypoint: commandLine,
    Cmd: commandLine,
    WorkingDir: text,
    User: text,
    ExposedPorts: keys,
    Volumes: keys,
    Labels: z
      .record(z.string(), z.string())
      .nullish()
      .transform((value) => value ?? {}),
    StopSignal: text,
    Healthcheck: z
      .object({ Test: textList })
      .nullish()
      .transform((value) => value?.Test ?? []),
  })
  .nullish();

const document = z.object({
  architecture: z.string().default(''),
  os: z.string().default(''),
  variant: text,
  created: text,
  author: text,
  config: runtimeConfig,
  rootfs: z
    .object({ diff_ids: textList })
    .nullish()
    .transform((value) => value ?? { diff_ids: [] }),
  history: z
    .array(historyItem)
    .nullish()
    .transform((value) => value ?? []),
});

/** What an image is to be run with. Lists are empty where nothing is set. */
export interface ImageRuntime {
  readonly env: readonly string[];
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly workingDir: string | undefined;
  readonly user: string | undefined;
  readonly exposedPorts: readonly string[];
  readonly volumes: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly stopSignal: string | undefined;
  readonly healthcheck: readonly string[];
}

/** An image's configuration. Source: OCI image specification, config.md. */
export interface ImageConfig {
  readonly os: string;
  readonly architecture: string;
  readonly variant: string | undefined;
  /** Milliseconds since the epoch. */
  readonly createdAt: number | undefined;
  readonly author: string | undefined;
  readonly runtime: ImageRuntime;
  /** As written; whoever needs digests checks them. */
  readonly diffIds: readonly string[];
  /** Oldest first. */
  readonly history: readonly HistoryItem[];
}

/** @throws AppError data_loss for JSON that is no image configuration */
export function normalizeImageConfig(value: unknown): ImageConfig {
  const parsed = document.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new AppError(
      'data_loss',
      `the image configuration is malformed: ${issue?.path.join('.')} ${issue?.message}`,
    );
  }
  const { config, rootfs, created, ...rest } = parsed.data;
  return {
    os: rest.os,
    architecture: rest.architecture,
    variant: rest.variant,
    createdAt: toTime(created),
    author: rest.author,
    runtime: toRuntime(config),
    diffIds: rootfs.diff_ids,
    history: rest.history,
  };
}

function toRuntime(config: z.output<typeof runtimeConfig>): ImageRuntime {
  return {
    env: config?.Env ?? [],
    entrypoint: config?.Entrypoint ?? [],
    cmd: config?.Cmd ?? [],
    workingDir: config?.WorkingDir,
    user: config?.User,
    exposedPorts: config?.ExposedPorts ?? [],
    volumes: config?.Volumes ?? [],
    labels: config?.Labels ?? {},
    stopSignal: config?.StopSignal,
    healthcheck: config?.Healthcheck ?? [],
  };
}

/** Go's zero time (year 1) and what cannot be read are unknown. */
function toTime(value: string | undefined): number | undefined {
  const at = value === undefined ? Number.NaN : Date.parse(value);
  return Number.isFinite(at) && at > 0 ? at : undefined;
}
