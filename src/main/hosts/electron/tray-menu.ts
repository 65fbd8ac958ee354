import type { MenuItemConstructorOptions } from 'electron';
import type { TrayModel } from '../../../common/desktop-contract';

export interface TrayHandlers {
  readonly show: (path?: string) => void;
  readonly quit: () => void;
  /** A quick action on one container, carried out by the back end as a job. */
  readonly act: (action: 'stop' | 'restart', engineId: string, containerId: string) => void;
}

/** The tray's menu as data: the running containers, each with its quick actions. */
export function trayTemplate(model: TrayModel, handlers: TrayHandlers): MenuItemConstructorOptions[] {
  const { labels, engineId } = model;
  const containers: MenuItemConstructorOptions[] =
    engineId === undefined || model.running.length === 0
      ? [{ label: labels.none, enabled: false }]
      : model.running.map((container) => containerItem(container, engineId, labels, handlers));
  const hidden = model.runningCount - model.running.length;
  return [
    ...(model.engineName === undefined ? [] : [{ label: model.engineName, enabled: false }]),
    ...containers,
    ...(hidden > 0 && engineId !== undefined
      ? [{ label: `${labels.more} (${hidden})`, click: () => handlers.show(`/e/${engineId}/containers`) }]
      : []),
    { type: 'separator' },
    { label: labels.show, click: () => handlers.show() },
    { label: labels.quit, click: () => handlers.quit() },
  ];
}

function containerItem(
  container: TrayModel['running'][number],
  engineId: string,
  labels: TrayModel['labels'],
  handlers: TrayHandlers,
): MenuItemConstructorOptions {
  const path = `/e/${engineId}/containers/${encodeURIComponent(container.id)}`;
  return {
    // An ampersand would mark an access key.
    label: container.name.replaceAll('&', '&&'),
    submenu: [
      { label: labels.open, click: () => handlers.show(path) },
      { label: labels.restart, click: () => handlers.act('restart', engineId, container.id) },
      { label: labels.stop, click: () => handlers.act('stop', engineId, container.id) },
    ],
  };
}

/** One line for the tooltip. */
export function trayTooltip(model: TrayModel | undefined): string {
  if (model?.engineName === undefined) return 'Estiba';
  return `Estiba · ${model.engineName} · ${model.runningCount}`;
}
