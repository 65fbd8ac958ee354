import type { EngineEvent } from '../../../common/contract/engines';
import { Link } from '../../components/link';
import { SectionCard } from '../../components/section-card';
import { enginePath } from '../../lib/engine';
import { useEventLink } from '../../lib/event-link';
import { eventView } from '../../lib/event-view';
import { useEvents } from '../../lib/live-list';
import { useFormat, useMessages } from '../../lib/messages';
import { useNow } from '../../lib/now';

const mostShown = 10;

const Entry = ({ event, href }: { readonly event: EngineEvent; readonly href: string | undefined }) => {
  const messages = useMessages();
  const format = useFormat();
  const now = useNow('fast');
  const { icon: IconView, tone, type, name, action, detail } = eventView(messages, event);
  return (
    <li className="flex min-h-7 items-center gap-2 border-b border-line-2 px-3 last:border-0">
      <span data-tone={tone} className="flex shrink-0 text-(--tone)">
        <IconView aria-hidden size={14} />
      </span>
      <span className="min-w-0 flex-1 truncate">
        <span className="text-ink-3">{type} </span>
        {href === undefined ? <span>{name}</span> : <Link href={href}>{name}</Link>}
        <span className="text-ink-2">{`${messages.common.eventSeparator}${action}`}</span>
        {detail === undefined ? undefined : <span className="text-ink-3">{` · ${detail}`}</span>}
      </span>
      <time
        dateTime={new Date(event.at).toISOString()}
        title={format.dateTime(event.at)}
        className="tabular shrink-0 text-sm text-ink-3"
      >
        {format.relative(event.at, now)}
      </time>
    </li>
  );
};

/** What the engine said last. */
export const EventsCard = ({ engineId }: { readonly engineId: string }) => {
  const { overview } = useMessages();
  const { events } = useEvents(engineId);
  const linkOf = useEventLink(engineId);
  return (
    <SectionCard
      flush
      title={overview.events}
      aside={<Link href={enginePath(engineId, 'activity')}>{overview.allEvents}</Link>}
    >
      {events.length === 0 ? (
        <p className="m-0 px-3 py-3 text-ink-3">{overview.noEvents}</p>
      ) : (
        <ul className="m-0 list-none p-0">
          {events.slice(0, mostShown).map((event) => (
            <Entry key={event.id} event={event} href={linkOf(event)} />
          ))}
        </ul>
      )}
    </SectionCard>
  );
};
