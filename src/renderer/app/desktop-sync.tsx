import { useEffect, useMemo, useRef } from 'react';
import { matchRoute, useLocation, useRouter } from 'wouter';
import type { DesktopCommand, TrayModel } from '../../common/desktop-contract';
import { assertNever } from '../../common/errors';
import { useTransport } from '../lib/client';
import { useEngine } from '../lib/engine';
import { useHost } from '../lib/host-services';
import { jobView } from '../lib/job-view';
import { isEnded, jobPath, useJobs } from '../lib/jobs';
import { useContainers } from '../lib/live-list';
import { useFormat, useMessages } from '../lib/messages';
import { useSettings } from '../lib/preferences';
import { toVisibleText } from '../lib/resources/visible-text';
import { useDesktop } from './desktop';
import type { OverlayName } from './overlays';
import { routes } from './routes';
import { useRunAction } from './run-action';

/** Contract limit of the tray's list. */
const mostInTray = 20;

/** Keeps the tray's list of running containers right. */
function useTray(): void {
  const { app } = useMessages();
  const host = useHost();
  const engine = useEngine();
  const { items } = useContainers(engine?.id);
  const model = useMemo((): TrayModel => {
    const running = items.filter((container) => container.state === 'running');
    return {
      ...(engine ? { engineName: engine.name, engineId: engine.id } : {}),
      running: running.slice(0, mostInTray).map(({ id, name }) => ({ id, name: toVisibleText(name) })),
      runningCount: running.length,
      labels: app.tray,
    };
  }, [items, engine, app]);
  useEffect(() => {
    // A main process that is away shows its old list and gets the new one with the next change.
    host.setTray(model).catch(() => undefined);
  }, [host, model]);
}

/** Tells of ended jobs when nobody looks at the window. */
function useJobNotices(): void {
  const messages = useMessages();
  const format = useFormat();
  const host = useHost();
  const { settings } = useSettings();
  const { items } = useJobs();
  const running = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const ended = items.filter((job) => isEnded(job) && running.current.has(job.id));
    running.current = new Set(items.filter((job) => !isEnded(job)).map((job) => job.id));
    if (host.kind !== 'electron' || !settings.desktop.notifications || document.hasFocus()) return;
    for (const job of ended) {
      const { title, text, stateLabel } = jobView(messages, format, job);
      const body = text === undefined ? stateLabel : `${stateLabel} · ${text}`;
      host.notify({ title, body, path: jobPath(job, 'default') }).catch(() => undefined);
    }
  }, [items, host, settings.desktop.notifications, messages, format]);
}

/** Only pages that exist: the path comes from deep links and notifications. */
function useSafeNavigate(): (path: string) => void {
  const { parser } = useRouter();
  const [, navigate] = useLocation();
  return (path) => {
    if (!path.startsWith('/') || path.startsWith('//')) return;
    const pathname = path.split(/[?#]/)[0] ?? '/';
    if (pathname === '/' || routes.some((route) => matchRoute(parser, route.path, pathname)[0]))
      navigate(path);
  };
}

function useCommands(onOverlay: (overlay: OverlayName) => void): void {
  const desktop = useDesktop();
  const transport = useTransport();
  const navigate = useSafeNavigate();
  const run = useRunAction();
  const handle = useRef<(command: DesktopCommand) => void>(() => undefined);
  useEffect(() => {
    handle.current = (command) => {
      switch (command.kind) {
        case 'navigate':
          return navigate(command.path);
        case 'palette':
          return onOverlay('palette');
        case 'shortcuts':
          return onOverlay('shortcuts');
        case 'action':
          return run(command.id);
        default:
          return assertNever(command, 'desktop command');
      }
    };
  });
  const isOpen = transport.kind === 'open';
  useEffect(() => {
    if (!desktop || !isOpen) return;
    const leaving = new AbortController();
    const listen = async (): Promise<void> => {
      const commands = await desktop.commands(undefined, { signal: leaving.signal });
      for await (const command of commands) handle.current(command);
    };
    // Ends with the ports; the next opening listens again.
    listen().catch(() => undefined);
    return () => leaving.abort();
  }, [desktop, isOpen]);
}

/** The native side of a desktop window; does nothing visible in a browser. */
export const DesktopSync = ({ onOverlay }: { readonly onOverlay: (overlay: OverlayName) => void }) => {
  useTray();
  useJobNotices();
  useCommands(onOverlay);
  return undefined;
};
