import { Plus, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button';
import { PageHeader } from '../../components/page-header';
import { SkeletonRows } from '../../components/skeleton';
import { useActions } from '../../lib/actions';
import { useClient } from '../../lib/client';
import { hasNoEngine } from '../../lib/engine-list';
import { toFailureToast } from '../../lib/jobs';
import { useEngines } from '../../lib/live-list';
import { useMessages } from '../../lib/messages';
import { useToasts } from '../../lib/toasts';
import { AddEngineDialog } from './add-engine-dialog';
import { EngineCard } from './engine-card';
import { ManagedEngineCard } from './managed-engine-card';
import { NoEngine } from './no-engine';

const useDiscover = () => {
  const client = useClient();
  const messages = useMessages();
  const toasts = useToasts();
  const [searching, setSearching] = useState(false);
  const discover = async (): Promise<void> => {
    setSearching(true);
    try {
      await client.engines.discover();
    } catch (thrown) {
      toasts.show(toFailureToast(messages, thrown));
    } finally {
      setSearching(false);
    }
  };
  return { searching, discover };
};

/** Every engine that was found, Estiba's own, and the way to add one. */
export const EnginesPage = () => {
  const { engines, common } = useMessages();
  const { items, status } = useEngines();
  const { searching, discover } = useDiscover();
  const [adding, setAdding] = useState(false);
  useActions([
    { id: 'engines.add', title: engines.add, group: engines.title, icon: Plus, run: () => setAdding(true) },
    { id: 'engines.discover', title: engines.discover, group: engines.title, icon: RotateCw, run: discover },
  ]);
  const connected = items.filter((engine) => engine.state.kind === 'connected').length;
  const none = status !== 'loading' && hasNoEngine(items);
  return (
    <>
      <PageHeader
        title={none ? engines.none.title : engines.title}
        chips={
          items.length > 0 ? (
            <span className="text-ink-3">{engines.count(items.length, connected)}</span>
          ) : undefined
        }
        actions={
          none ? undefined : (
            <>
              <Button icon={RotateCw} loading={searching} onClick={() => void discover()}>
                {engines.discover}
              </Button>
              <Button variant="primary" icon={Plus} onClick={() => setAdding(true)}>
                {engines.add}
              </Button>
            </>
          )
        }
      />
      <div className="min-h-0 flex-1 overflow-auto">
        {status === 'loading' ? <SkeletonRows label={common.loading} /> : undefined}
        {none ? (
          <NoEngine searching={searching} onDiscover={() => void discover()} onAdd={() => setAdding(true)} />
        ) : undefined}
        {items.length > 0 ? (
          <div className="mx-auto flex max-w-230 flex-col gap-3 p-4">
            {none ? <h2 className="m-0 mt-2 text-md font-semibold">{engines.none.lookedAt}</h2> : undefined}
            {items.map((engine) => (
              <EngineCard key={engine.id} engine={engine} />
            ))}
            {none ? undefined : <ManagedEngineCard />}
          </div>
        ) : undefined}
      </div>
      {adding ? <AddEngineDialog onClose={() => setAdding(false)} /> : undefined}
    </>
  );
};
