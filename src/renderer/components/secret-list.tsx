import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { Button } from './button';
import { CopyButton, type CopyLabels } from './copy-button';

export interface SecretListLabels extends CopyLabels {
  readonly show: string;
  readonly hide: string;
  /** Said instead of a hidden value. */
  readonly hidden: string;
  /** Copies all lines as KEY=value. */
  readonly copyAll: string;
  readonly copyOne: (key: string) => string;
}

export interface SecretListProps {
  readonly items: readonly { readonly key: string; readonly value: string; readonly raw: string }[];
  readonly empty: string;
  readonly labels: SecretListLabels;
}

/** Pairs whose values may be secret, such as environment variables: hidden until asked for, copied as they are. */
export const SecretList = ({ items, empty, labels }: SecretListProps) => {
  const [shown, setShown] = useState(false);
  if (items.length === 0) return <p className="m-0 px-3 py-2 text-ink-3">{empty}</p>;
  return (
    <div className="flex flex-col">
      <div className="flex items-center gap-2 px-3 py-1.5">
        <Button size="sm" icon={shown ? EyeOff : Eye} aria-pressed={shown} onClick={() => setShown(!shown)}>
          {shown ? labels.hide : labels.show}
        </Button>
        <CopyButton
          text
          value={() => items.map((item) => item.raw).join('\n')}
          labels={{ ...labels, copy: labels.copyAll }}
        />
      </div>
      <dl className="m-0 grid grid-cols-[minmax(96px,max-content)_minmax(0,1fr)] gap-x-4 border-t border-line-2 px-3">
        {items.map(({ key, value, raw }) => (
          <div
            key={raw}
            className="col-span-2 grid min-h-7 grid-cols-subgrid items-baseline border-b border-line-2 last:border-0"
          >
            <dt className="max-w-60 py-1 break-words text-ink-3">
              <code>{key}</code>
            </dt>
            <dd className="m-0 flex min-w-0 items-start gap-1 py-0.5">
              <code className="min-w-0 py-0.5 break-all whitespace-pre-wrap">
                {shown ? value : <span aria-hidden>••••••</span>}
                {shown ? undefined : <span className="sr-only">{labels.hidden}</span>}
              </code>
              <span className="-my-0.5 shrink-0">
                <CopyButton value={value} labels={{ ...labels, copy: labels.copyOne(key) }} />
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
};
