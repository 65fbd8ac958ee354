import { Plus, RotateCw, ServerOff } from 'lucide-react';
import { Button } from '../../components/button';
import { useMessages } from '../../lib/messages';
import { ManagedEngineCard } from './managed-engine-card';

export interface NoEngineProps {
  readonly searching: boolean;
  readonly onDiscover: () => void;
  readonly onAdd: () => void;
}

/** Nothing was found: what was looked at, Estiba's own engine as the first way out, and the others. */
export const NoEngine = ({ searching, onDiscover, onAdd }: NoEngineProps) => {
  const { engines } = useMessages();
  return (
    <div className="mx-auto flex w-full max-w-230 flex-col gap-4 px-4 pt-6 pb-2">
      <div className="flex items-start gap-3">
        <span className="flex size-11 shrink-0 items-center justify-center rounded-xl border border-line bg-sunk text-ink-3">
          <ServerOff aria-hidden size={21} strokeWidth={1.6} />
        </span>
        <div>
          <p className="m-0 text-ink-2">{engines.none.text}</p>
          <p className="m-0 mt-1 text-ink-2">{engines.none.byItself}</p>
        </div>
      </div>
      <ManagedEngineCard />
      <section aria-label={engines.none.other} className="flex flex-wrap items-center gap-2">
        <Button icon={Plus} onClick={onAdd}>
          {engines.add}
        </Button>
        <Button icon={RotateCw} loading={searching} onClick={onDiscover}>
          {engines.discover}
        </Button>
        <span className="text-sm text-ink-3">{engines.none.addText}</span>
      </section>
    </div>
  );
};
