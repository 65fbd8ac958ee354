import { CircleDashed, Keyboard, Radio, Unplug } from 'lucide-react';
import { StateBadge, type StateLook } from '../components/state-badge';
import { useTransport } from '../lib/client';
import { useCurrentEngineId, useEngine } from '../lib/engine';
import { engineFacts, engineLook } from '../lib/engine-look';
import { useContainers } from '../lib/live-list';
import { useFormat, useMessages } from '../lib/messages';
import { useMeter } from '../lib/meter';

/** One sign for the whole way: back end, engine, list. */
function useHealth(): StateLook {
  const { app } = useMessages();
  const transport = useTransport();
  const containers = useContainers(useCurrentEngineId());
  if (transport.kind !== 'open') return { tone: 'bad', icon: Unplug, label: app.status.stale };
  if (containers.status === 'fresh') return { tone: 'ok', icon: Radio, label: app.status.live };
  return containers.status === 'stale'
    ? { tone: 'warn', icon: Unplug, label: app.status.stale }
    : { tone: 'neutral', icon: CircleDashed, label: app.status.waiting };
}

const Meter = () => {
  const { app } = useMessages();
  const format = useFormat();
  const meter = useMeter();
  if (!meter) return <span>{app.status.notMeasured}</span>;
  return (
    <>
      <span title={app.status.streams(meter.openStreams)}>{app.status.requests(meter.engineRequests)}</span>
      <span title={format.exactBytes(meter.rssBytes)}>
        {app.status.backEnd(format.percent(meter.cpuCores), format.bytes(meter.rssBytes))}
      </span>
    </>
  );
};

/** What is live, and what Estiba itself costs. */
export const StatusBar = ({ onShortcuts }: { readonly onShortcuts: () => void }) => {
  const messages = useMessages();
  const engine = useEngine();
  const health = useHealth();
  const facts =
    engine?.state.kind === 'connected'
      ? engineFacts(messages, engine.state.info).join(' · ')
      : engine && engineLook(messages, engine.state).label;
  return (
    <>
      <StateBadge {...health} title={messages.app.status.liveTitle} />
      <span className="min-w-0 truncate">{facts}</span>
      <span className="ml-auto flex items-center gap-4">
        <Meter />
        <button
          type="button"
          onClick={onShortcuts}
          title={messages.app.shortcuts.open}
          aria-label={messages.app.shortcuts.open}
          className="flex size-5 items-center justify-center rounded-sm hover:bg-hover hover:text-ink"
        >
          <Keyboard aria-hidden size={14} />
        </button>
      </span>
    </>
  );
};
