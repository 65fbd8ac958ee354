import { cx } from 'class-variance-authority';
import { Check, ChevronsUpDown, Server, Unplug } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { EngineSummary } from '../../common/contract/engines';
import { Button } from '../components/button';
import { BareLink, TextLink } from '../components/link';
import { Popover } from '../components/popover';
import { StateBadge } from '../components/state-badge';
import { useTransport } from '../lib/client';
import { useCurrentEngineId } from '../lib/engine';
import { engineFacts, engineLook, engineVersion } from '../lib/engine-look';
import { useEngines } from '../lib/live-list';
import { useMessages } from '../lib/messages';
import { engineSwitchPath } from './engine-switch-path';

/** What the button says after the name: the version, or what is wrong. */
const Summary = ({ engine }: { readonly engine: EngineSummary }) => {
  const messages = useMessages();
  const { state } = engine;
  const isLive = useTransport().kind === 'open';
  const look = isLive
    ? engineLook(messages, state)
    : { tone: 'bad' as const, icon: Unplug, label: messages.app.status.stale, busy: false };
  const { icon: IconView } = look;
  const facts =
    state.kind === 'connected' && isLive
      ? [
          engineVersion(state.info),
          ...(state.info.cgroupVersion === undefined
            ? []
            : [messages.engines.facts.cgroup(state.info.cgroupVersion, undefined)]),
        ]
      : [look.label];
  return (
    <>
      <span data-tone={look.tone} className="flex shrink-0 text-(--tone)">
        <IconView aria-hidden size={14} className={cx(look.busy && 'animate-spin')} />
      </span>
      <span className="min-w-0 truncate">
        <span className="font-medium">{engine.name}</span>
        <span className="sr-only">{`: ${look.label}. `}</span>
        <span className={look.tone === 'bad' ? 'text-bad' : 'text-ink-2'}>{` · ${facts.join(' · ')}`}</span>
      </span>
    </>
  );
};

interface ChoiceProps {
  readonly engine: EngineSummary;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

const Choice = ({ engine, chosen, onChoose }: ChoiceProps) => {
  const messages = useMessages();
  const [path] = useLocation();
  const { state } = engine;
  const look = engineLook(messages, state);
  return (
    <li>
      <BareLink
        href={engineSwitchPath(path, engine.id)}
        onClick={onChoose}
        aria-current={chosen ? 'true' : undefined}
        className={cx(
          'focus-inset grid grid-cols-[16px_minmax(0,1fr)_auto] items-baseline gap-x-2 rounded-md px-2 py-1.5 text-ink no-underline',
          chosen ? 'bg-accent-soft' : 'hover:bg-hover',
        )}
      >
        <span className="self-center">{chosen ? <Check aria-hidden size={14} /> : undefined}</span>
        <span className="truncate font-medium">{engine.name}</span>
        <StateBadge tone={look.tone} icon={look.icon} label={look.label} busy={look.busy} />
        <span className="col-span-2 col-start-2 truncate font-mono text-sm text-ink-3">{engine.host}</span>
        {state.kind === 'connected' ? (
          <span className="col-span-2 col-start-2 text-sm text-ink-2">
            {engineFacts(messages, state.info).join(' · ')}
          </span>
        ) : undefined}
      </BareLink>
    </li>
  );
};

/** Which engine is shown, how it is, and the way to another one. */
export const EngineSwitcher = () => {
  const messages = useMessages();
  const { engines: texts } = messages;
  const engineId = useCurrentEngineId();
  const { items, byId, status } = useEngines();
  const [open, setOpen] = useState(false);
  const engine = engineId === undefined ? undefined : byId.get(engineId);
  const none = status === 'loading' ? texts.loading : texts.noEngine;
  const close = (): void => setOpen(false);
  const trigger = (
    <Button className="max-w-100 min-w-0 !shrink !justify-start [&>span]:min-w-0" title={texts.choose}>
      {engine ? <Summary engine={engine} /> : <span className="text-ink-2">{none}</span>}
      <ChevronsUpDown aria-hidden size={13} className="shrink-0 text-ink-3" />
    </Button>
  );
  return (
    <Popover trigger={trigger} label={texts.choose} align="start" open={open} onOpenChange={setOpen}>
      <div className="flex w-90 max-w-full flex-col gap-2">
        <ul aria-label={texts.title} className="m-0 flex list-none flex-col gap-0.5 p-0">
          {items.map((one) => (
            <Choice key={one.id} engine={one} chosen={one.id === engineId} onChoose={close} />
          ))}
        </ul>
        {items.length === 0 ? <p className="m-0 px-2 text-ink-2">{none}</p> : undefined}
        <div className="flex items-center gap-2 border-t border-line-2 px-2 pt-2">
          <Server aria-hidden size={14} className="text-ink-3" />
          <TextLink href="/engines" onClick={close}>
            {texts.manage}
          </TextLink>
        </div>
      </div>
    </Popover>
  );
};
