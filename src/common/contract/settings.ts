import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { newEngine } from './engines';
import { engineId, timestamp } from './shared';

export const settings = z.object({
  language: z.enum(['system', 'en', 'es']).default('system'),
  theme: z.enum(['system', 'light', 'dark', 'contrast']).default('system'),
  motion: z.enum(['system', 'reduced']).default('system'),
  /** Engines added by hand. */
  engines: z.array(newEngine.extend({ id: engineId })).default([]),
  /** The engine shown last, shown first at the next start. */
  lastEngineId: engineId.optional(),
  /** Engines connected at the next start. */
  connectedEngineIds: z.array(engineId).default([]),
  /** Per table: which columns are hidden, in which order, how wide (px). */
  tables: z
    .record(
      z.string(),
      z.object({
        hidden: z.array(z.string()).optional(),
        order: z.array(z.string()).optional(),
        widths: z.record(z.string(), z.number()).optional(),
      }),
    )
    .default({}),
  confirmations: z.object({ stop: z.boolean().default(false) }).prefault({}),
  layers: z
    .object({
      /** Layers are read from the engine's own store where that is possible; otherwise always with `docker save`. */
      fastPath: z.boolean().default(true),
    })
    .prefault({}),
  changes: z
    .object({
      /** A container that wrote more than this over its image is marked in the list. */
      warnBytes: z
        .number()
        .int()
        .min(1024)
        .max(2 ** 50)
        .default(100 * 1024 * 1024),
    })
    .prefault({}),
  desktop: z
    .object({
      /** Closing the window keeps Estiba in the tray. */
      closeToTray: z.boolean().default(false),
      notifications: z.boolean().default(true),
    })
    .prefault({}),
});
export type Settings = z.output<typeof settings>;

export const settingsPatch = z.object({
  language: z.enum(['system', 'en', 'es']).optional(),
  theme: z.enum(['system', 'light', 'dark', 'contrast']).optional(),
  motion: z.enum(['system', 'reduced']).optional(),
  lastEngineId: engineId.optional(),
  /** Merged by table name. */
  tables: settings.shape.tables.unwrap().optional(),
  confirmations: z.object({ stop: z.boolean() }).optional(),
  layers: z.object({ fastPath: z.boolean() }).optional(),
  changes: z.object({ warnBytes: settings.shape.changes.unwrap().shape.warnBytes.unwrap() }).optional(),
  desktop: z
    .object({ closeToTray: z.boolean().optional(), notifications: z.boolean().optional() })
    .optional(),
});
export type SettingsPatch = z.output<typeof settingsPatch>;

/** Something that happened to the settings file, to be told to the user. */
export const settingsNotice = z.object({
  kind: z.enum(['corrupt', 'newer_version', 'not_writable']),
  at: timestamp,
  file: z.string(),
  /** Where the unreadable file was put aside. */
  keptAs: z.string().optional(),
  message: z.string(),
});
export type SettingsNotice = z.output<typeof settingsNotice>;

export const settingsSnapshot = z.object({ settings, file: z.string(), notices: z.array(settingsNotice) });
export type SettingsSnapshot = z.output<typeof settingsSnapshot>;

export const settingsContract = {
  get: oc.output(settingsSnapshot),
  watch: oc.output(eventIterator(settingsSnapshot)),
  /** Changes what is given and keeps the rest. Fails with resource_exhausted when the disk is full: nothing is lost. */
  update: oc.input(settingsPatch).output(settingsSnapshot),
};
