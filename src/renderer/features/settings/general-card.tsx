import type { ReactNode } from 'react';
import type { Settings } from '../../../common/contract/settings';
import { SectionCard } from '../../components/section-card';
import { SegmentedControl } from '../../components/segmented-control';
import { Switch } from '../../components/switch';
import { useMessages } from '../../lib/messages';
import { useSettings } from '../../lib/preferences';
import { useChangeSetting } from './change-setting';

const Line = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line-2 py-1.5 last:border-0">
    <span aria-hidden>{label}</span>
    {children}
  </div>
);

/** Options in the order of the catalogue. */
function toOptions<Value extends string>(labels: Readonly<Record<Value, string>>) {
  return (Object.keys(labels) as Value[]).map((value) => ({ value, label: labels[value] }));
}

/** Language, theme, motion, and what is asked before it is done. */
export const GeneralCard = () => {
  const { settings: texts } = useMessages();
  const { settings } = useSettings();
  const change = useChangeSetting();
  return (
    <SectionCard title={texts.general}>
      <Line label={texts.language}>
        <SegmentedControl<Settings['language']>
          label={texts.language}
          value={settings.language}
          options={toOptions(texts.languages)}
          onChange={(language) => change({ language })}
        />
      </Line>
      <Line label={texts.theme}>
        <SegmentedControl<Settings['theme']>
          label={texts.theme}
          value={settings.theme}
          options={toOptions(texts.themes)}
          onChange={(theme) => change({ theme })}
        />
      </Line>
      <Line label={texts.motion}>
        <SegmentedControl<Settings['motion']>
          label={texts.motion}
          value={settings.motion}
          options={toOptions(texts.motions)}
          onChange={(motion) => change({ motion })}
        />
      </Line>
      <div className="pt-2">
        <Switch
          label={texts.confirmStop}
          description={texts.confirmStopHint}
          checked={settings.confirmations.stop}
          onChange={(stop) => change({ confirmations: { stop } })}
        />
      </div>
    </SectionCard>
  );
};
