import { SectionCard } from '../../components/section-card';
import { Switch } from '../../components/switch';
import { useHost } from '../../lib/host-services';
import { useMessages } from '../../lib/messages';
import { useSettings } from '../../lib/preferences';
import { useChangeSetting } from './change-setting';

/** What only a desktop window has; a browser says why it is off. */
export const DesktopCard = () => {
  const { settings: texts } = useMessages();
  const { settings } = useSettings();
  const change = useChangeSetting();
  const isBrowser = useHost().kind === 'browser';
  return (
    <SectionCard title={texts.desktop}>
      {isBrowser ? <p className="mt-0 mb-2 text-ink-3">{texts.desktopOnly}</p> : undefined}
      <Switch
        label={texts.closeToTray}
        description={texts.closeToTrayHint}
        checked={settings.desktop.closeToTray}
        disabled={isBrowser}
        onChange={(closeToTray) => change({ desktop: { closeToTray } })}
      />
      <Switch
        label={texts.notifications}
        checked={settings.desktop.notifications}
        disabled={isBrowser}
        onChange={(notifications) => change({ desktop: { notifications } })}
      />
    </SectionCard>
  );
};
