import { z } from 'zod';
import {
  commandLine,
  imageId,
  listOf,
  mapOf,
  optionalSize,
  optionalText,
  optionalTime,
  textList,
  textMap,
} from '../../engine/records/tolerant-schema';

const configRecord = z
  .object({
    Env: textList,
    Entrypoint: commandLine,
    Cmd: commandLine,
    WorkingDir: optionalText,
    User: optionalText,
    ExposedPorts: mapOf(z.unknown()),
    Volumes: mapOf(z.unknown()),
    Labels: textMap,
    StopSignal: optionalText,
    Healthcheck: z
      .object({ Test: listOf(z.string()) })
      .nullish()
      .transform((value) => value ?? undefined),
  })
  .nullish();
export type ImageConfigRecord = z.output<typeof configRecord>;

/** GET /images/{name}/json, as far as it is shown. Config may be null for an imported root file system. */
export const imageInspectRecord = z.object({
  Id: imageId,
  RepoTags: textList,
  RepoDigests: textList,
  Created: optionalTime,
  Author: optionalText,
  Comment: optionalText,
  Os: z.string().default(''),
  Architecture: z.string().default(''),
  Variant: optionalText,
  Size: optionalSize,
  GraphDriver: z
    .object({ Name: optionalText })
    .nullish()
    .transform((value) => value ?? undefined),
  RootFS: z
    .object({ Layers: listOf(z.string()) })
    .nullish()
    .transform((value) => value ?? { Layers: [] }),
  Config: configRecord,
});
export type ImageInspectRecord = z.output<typeof imageInspectRecord>;
