import { SectionCard } from '../../components/section-card';
import { Switch } from '../../components/switch';
import { useMessages } from '../../lib/messages';
import { useSettings } from '../../lib/preferences';
import { useChangeSetting } from './change-setting';

/** How layers are read from an engine. */
export const LayersCard = () => {
  const texts = useMessages().findings.settings;
  const { settings } = useSettings();
  const change = useChangeSetting();
  return (
    <SectionCard title={texts.title}>
      <Switch
        label={texts.fastPath}
        description={texts.fastPathText}
        checked={settings.layers.fastPath}
        onChange={(fastPath) => change({ layers: { fastPath } })}
      />
    </SectionCard>
  );
};
