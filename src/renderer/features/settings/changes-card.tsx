import { useState } from 'react';
import { Field } from '../../components/field';
import { NumberInput } from '../../components/number-input';
import { SectionCard } from '../../components/section-card';
import { useMessages } from '../../lib/messages';
import { useSettings } from '../../lib/preferences';
import { useChangeSetting } from './change-setting';

const mib = 1024 * 1024;
const mostMib = 1_000_000;

/** From which size on a container's own files are worth a mark. */
export const ChangesCard = () => {
  const texts = useMessages().changes.settings;
  const { settings } = useSettings();
  const change = useChangeSetting();
  const stored = Math.round(settings.changes.warnBytes / mib);
  const [typed, setTyped] = useState<number | undefined>(stored);
  const isGood = typed !== undefined && Number.isInteger(typed) && typed >= 1 && typed <= mostMib;
  const take = (value: number | undefined): void => {
    setTyped(value);
    if (value !== undefined && Number.isInteger(value) && value >= 1 && value <= mostMib)
      change({ changes: { warnBytes: value * mib } });
  };
  return (
    <SectionCard title={texts.title}>
      <Field label={texts.warn} description={texts.warnText} error={isGood ? undefined : texts.bad}>
        <NumberInput value={typed} onChange={take} suffix="MiB" min={1} max={mostMib} />
      </Field>
    </SectionCard>
  );
};
