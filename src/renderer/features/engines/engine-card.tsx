import { Plug, Trash2, Unplug } from 'lucide-react';
import { useId, useState } from 'react';
import type { EngineSummary } from '../../../common/contract/engines';
import { Button } from '../../components/button';
import { Chip } from '../../components/chip';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { BareLink } from '../../components/link';
import { StateBadge } from '../../components/state-badge';
import { useClient } from '../../lib/client';
import { enginePath } from '../../lib/engine';
import { engineLook, engineSourceText } from '../../lib/engine-look';
import { describeError } from '../../lib/error-text';
import { useFormat, useMessages } from '../../lib/messages';
import { useNow } from '../../lib/now';
import { useEngineControls } from './engine-controls';
import { EngineFacts } from './engine-facts';
import { EngineUnreachable } from './engine-unreachable';

interface CardProps {
  readonly engine: EngineSummary;
}

const Actions = ({ engine }: CardProps) => {
  const { engines } = useMessages();
  const { connect, disconnect, busy } = useEngineControls(engine.id);
  const { kind } = engine.state;
  return (
    <>
      {kind === 'connected' ? (
        <Button asChild variant="primary">
          <BareLink href={enginePath(engine.id, 'overview')}>{engines.open}</BareLink>
        </Button>
      ) : undefined}
      {kind === 'disconnected' ? (
        <Button icon={Plug} loading={busy} onClick={connect}>
          {engines.connect}
        </Button>
      ) : (
        <Button icon={Unplug} loading={busy} onClick={disconnect}>
          {engines.disconnect}
        </Button>
      )}
      <Forget engine={engine} />
    </>
  );
};

/** Only what was added by hand can be forgotten; the rest would be found again. */
const Forget = ({ engine }: CardProps) => {
  const messages = useMessages();
  const { engines, common } = messages;
  const client = useClient();
  const [asking, setAsking] = useState(false);
  if (!engine.sources.some((source) => source.kind === 'settings')) return undefined;
  return (
    <>
      <Button variant="dangerGhost" icon={Trash2} onClick={() => setAsking(true)}>
        {engines.remove}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={engines.removeTitle(engine.name)}
        description={engines.removeText}
        onConfirm={() => client.engines.remove({ engineId: engine.id })}
        describeError={(error) => describeError(messages, error).engineWords}
        labels={{
          confirm: engines.remove,
          cancel: common.cancel,
          close: common.close,
          failed: engines.removeFailed,
          typeToConfirm: (text) => text,
        }}
      />
    </>
  );
};

const Since = ({ engine }: CardProps) => {
  const { engines } = useMessages();
  const format = useFormat();
  const now = useNow();
  const { state } = engine;
  if (state.kind === 'connecting') return <span>{engines.attempt(state.attempt)}</span>;
  if (state.kind !== 'connected') return undefined;
  return (
    <span title={format.dateTime(state.since)}>
      {engines.connectedSince(format.relative(state.since, now))}
    </span>
  );
};

const Body = ({ engine }: CardProps) => {
  switch (engine.state.kind) {
    case 'connected':
      return (
        <div className="border-t border-line-2 px-3 py-2">
          <EngineFacts info={engine.state.info} />
        </div>
      );
    case 'unreachable':
      return (
        <div className="border-t border-line-2 [&>div]:mx-0 [&>div]:max-w-none [&>div]:px-3 [&>div]:py-3">
          <EngineUnreachable engine={engine} state={engine.state} inList />
        </div>
      );
    default:
      return undefined;
  }
};

/** One engine: where it was found, how it is, what can be done with it. */
export const EngineCard = ({ engine }: CardProps) => {
  const messages = useMessages();
  const id = useId();
  const look = engineLook(messages, engine.state);
  return (
    <section aria-labelledby={id} className="rounded-lg border border-line bg-panel">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2 px-3 py-2.5">
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-center gap-2">
            <h2 id={id} className="m-0 text-md font-semibold">
              {engine.name}
            </h2>
            <StateBadge look="pill" tone={look.tone} icon={look.icon} label={look.label} busy={look.busy} />
            {engine.current ? <Chip tone="info">{messages.engines.current}</Chip> : undefined}
          </div>
          <div className="mt-0.5 flex flex-wrap gap-x-3 text-sm text-ink-3">
            <code className="break-all">{engine.host}</code>
            {engine.sources.map((source) => {
              const text = engineSourceText(messages, source);
              return <span key={text}>{text}</span>;
            })}
            <Since engine={engine} />
          </div>
        </div>
        <div className="flex flex-wrap gap-2">
          <Actions engine={engine} />
        </div>
      </div>
      <Body engine={engine} />
    </section>
  );
};
