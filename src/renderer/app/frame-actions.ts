import { Contrast, Keyboard, Languages, Monitor, Moon, PanelBottom, Search, Sun } from 'lucide-react';
import { useLocation } from 'wouter';
import type { Settings } from '../../common/contract/settings';
import { type Action, useActions } from '../lib/actions';
import { useCurrentEngineId } from '../lib/engine';
import { useEngines } from '../lib/live-list';
import { type Messages, useMessages } from '../lib/messages';
import { useSettings } from '../lib/preferences';
import { engineSwitchPath } from './engine-switch-path';
import { navHref } from './rail';
import { resourceNav, systemNav } from './routes';

export interface FrameControls {
  readonly openPalette: () => void;
  readonly openShortcuts: () => void;
  readonly toggleDrawer: () => void;
}

type Update = (patch: Partial<Pick<Settings, 'theme' | 'language'>>) => Promise<void>;

function controlActions({ app }: Messages, controls: FrameControls): readonly Action[] {
  const group = app.commands;
  return [
    {
      id: 'app.palette',
      title: app.search,
      group,
      icon: Search,
      shortcut: 'Mod+K',
      run: controls.openPalette,
    },
    {
      id: 'app.shortcuts',
      title: app.shortcuts.open,
      group,
      icon: Keyboard,
      shortcut: '?',
      run: controls.openShortcuts,
    },
    {
      id: 'app.drawer',
      title: app.drawer,
      group,
      icon: PanelBottom,
      shortcut: 'Mod+J',
      run: controls.toggleDrawer,
    },
  ];
}

function appearanceActions({ settings }: Messages, update: Update): readonly Action[] {
  const themes = { system: Monitor, light: Sun, dark: Moon, contrast: Contrast } as const;
  return [
    ...(['system', 'light', 'dark', 'contrast'] as const).map((theme) => ({
      id: `theme.${theme}`,
      title: `${settings.theme}: ${settings.themes[theme]}`,
      group: settings.title,
      icon: themes[theme],
      run: () => update({ theme }),
    })),
    ...(['en', 'es'] as const).map((language) => ({
      id: `language.${language}`,
      title: `${settings.language}: ${settings.languages[language]}`,
      group: settings.title,
      icon: Languages,
      run: () => update({ language }),
    })),
  ];
}

/** What can be done from everywhere: pages, engines, appearance, parts of the frame. */
export function useFrameActions(controls: FrameControls): void {
  const messages = useMessages();
  const engineId = useCurrentEngineId();
  const engines = useEngines();
  const { update } = useSettings();
  const [path, navigate] = useLocation();
  const pages = [...resourceNav, ...systemNav].map(
    (entry): Action => ({
      id: `go.${entry.id}`,
      title: messages.app.goTo(entry.label(messages)),
      group: messages.app.pages,
      icon: entry.icon,
      shortcut: entry.shortcut,
      run: () => navigate(navHref(entry, engineId)),
    }),
  );
  const switches = engines.items
    .filter((engine) => engine.id !== engineId)
    .map(
      (engine): Action => ({
        id: `engine.${engine.id}`,
        title: messages.app.switchTo(engine.name),
        group: messages.engines.title,
        keywords: engine.host,
        run: () => navigate(engineSwitchPath(path, engine.id)),
      }),
    );
  useActions([
    ...controlActions(messages, controls),
    ...pages,
    ...switches,
    ...appearanceActions(messages, update),
  ]);
}
