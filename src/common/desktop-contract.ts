import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';

/** A command of the native menu, the tray or a deep link, for the page to carry out. */
export const desktopCommand = z.discriminatedUnion('kind', [
  /** Go to a page of the application: `/e/default/containers`. Always a path that the page checks itself. */
  z.object({ kind: z.literal('navigate'), path: z.string().max(2000) }),
  z.object({ kind: z.literal('palette') }),
  z.object({ kind: z.literal('shortcuts') }),
  /** An action by the id it has in the palette: `containers.refresh`. */
  z.object({ kind: z.literal('action'), id: z.string().max(200) }),
]);
export type DesktopCommand = z.output<typeof desktopCommand>;

/** What the tray shows; the page keeps it right. */
export const trayModel = z.object({
  engineName: z.string().optional(),
  engineId: z.string().optional(),
  running: z.array(z.object({ id: z.string(), name: z.string() })).max(20),
  runningCount: z.number(),
  labels: z.object({
    open: z.string(),
    stop: z.string(),
    restart: z.string(),
    show: z.string(),
    quit: z.string(),
    none: z.string(),
    more: z.string(),
  }),
});
export type TrayModel = z.output<typeof trayModel>;

/**
 * What only a desktop window has. Served by Electron's main process over a second port; in the browser host the same
 * interface is implemented with the browser's own means (renderer/lib/host-services).
 */
export const desktopContract = {
  commands: oc.output(eventIterator(desktopCommand)),
  notify: oc
    .input(
      z.object({
        title: z.string().max(200),
        body: z.string().max(1000),
        path: z.string().max(2000).optional(),
      }),
    )
    .output(z.void()),
  setTray: oc.input(trayModel).output(z.void()),
  /** Menu texts follow the language; `dark` chooses the native theme. */
  setAppearance: oc
    .input(z.object({ language: z.enum(['en', 'es']), theme: z.enum(['system', 'light', 'dark']) }))
    .output(z.void()),
  /** https, or the root of a published port: `http://localhost:8080/`. Else invalid_argument. */
  openExternal: oc.input(z.object({ url: z.string().max(4000) })).output(z.void()),
  /** Paths, or empty when the user changed their mind. */
  showOpenDialog: oc
    .input(
      z.object({
        title: z.string().max(200),
        filters: z.array(z.object({ name: z.string(), extensions: z.array(z.string()) })).max(20),
        multiple: z.boolean().default(false),
        directory: z.boolean().default(false),
      }),
    )
    .output(z.object({ paths: z.array(z.string()) })),
  /** Asks where to put a file, then writes the download `path` (a transfer ticket's) there. */
  saveDownload: oc
    .input(z.object({ path: z.string().max(2000), suggestedName: z.string().max(255) }))
    .output(z.object({ savedAs: z.string().optional() })),
};

export type DesktopContract = typeof desktopContract;
