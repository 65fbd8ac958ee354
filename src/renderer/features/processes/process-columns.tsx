import { Star } from 'lucide-react';
import type { ContainerProcess } from '../../../common/contract/processes';
import { CodeCell, MissingCell, TimeCell } from '../../components/data-table/cells';
import type { CellValue, DataColumn } from '../../components/data-table/types';
import type { Format, Messages } from '../../lib/messages';
import { toVisibleText } from '../../lib/resources/visible-text';
import type { ProcessRow } from './tree';

/** The command line as one text; a kernel thread or a zombie has a name only. */
export function commandOf({ commandLine, name }: ContainerProcess): string {
  return commandLine.length > 0 ? commandLine.join(' ') : `[${name}]`;
}

export interface ProcessColumnInput {
  readonly messages: Messages;
  readonly format: Format;
  /** Why I/O is absent where it is. */
  readonly ioReason: string;
  /** True while the engine is the source, which says less. */
  readonly fromEngine: boolean;
}

interface Column {
  readonly id: string;
  readonly header: string;
  readonly width: number;
  readonly value: (process: ContainerProcess) => CellValue;
  /** Undefined is a dash. */
  readonly text: (process: ContainerProcess) => string | undefined;
  readonly title?: (process: ContainerProcess) => string | undefined;
  readonly missing?: string;
  readonly number?: boolean;
  readonly hidden?: boolean;
}

function userText(name: string | undefined, uid: number | undefined): string | undefined {
  if (name !== undefined) return toVisibleText(name);
  return uid === undefined ? undefined : String(uid);
}

function numberColumns({ messages, format, ioReason, fromEngine }: ProcessColumnInput): Column[] {
  const { columns, states, missing } = messages.processes;
  const count = (value: number | undefined) => (value === undefined ? undefined : format.number(value));
  const rate = (value: number | undefined) =>
    value === undefined ? undefined : messages.stats.perSecond(format.bytes(Math.round(value)));
  const reason = fromEngine ? missing.engine : missing.unreadable;
  return [
    {
      id: 'pid',
      header: columns.pid,
      width: 72,
      number: true,
      value: (p) => p.pid,
      text: (p) => String(p.pid),
    },
    {
      ...{ id: 'inside', header: columns.inside, width: 72, number: true, missing: reason },
      value: (p) => p.insidePid,
      text: (p) => (p.insidePid === undefined ? undefined : String(p.insidePid)),
    },
    {
      ...{ id: 'user', header: columns.user, width: 90, missing: reason },
      value: (p) => p.insideUserName ?? p.insideUid,
      text: (p) => userText(p.insideUserName, p.insideUid),
      title: (p) => (p.insideUid === undefined ? undefined : `${columns.user}: ${p.insideUid}`),
    },
    {
      ...{ id: 'hostUser', header: columns.hostUser, width: 90, missing: reason },
      value: (p) => p.userName ?? p.uid,
      text: (p) => userText(p.userName, p.uid),
      title: (p) => (p.uid === undefined ? undefined : `${columns.hostUser}: ${p.uid}`),
    },
    {
      ...{ id: 'cpu', header: columns.cpu, width: 84, number: true },
      missing: fromEngine ? missing.engine : missing.rate,
      value: (p) => p.cpuCores,
      text: (p) => (p.cpuCores === undefined ? undefined : format.number(p.cpuCores)),
      title: (p) => (p.cpuCores === undefined ? undefined : format.percent(p.cpuCores)),
    },
    {
      ...{ id: 'cpuTime', header: columns.cpuTime, width: 90, number: true, hidden: true, missing: reason },
      value: (p) => p.cpuSeconds,
      text: (p) => (p.cpuSeconds === undefined ? undefined : format.duration(p.cpuSeconds * 1000)),
    },
    {
      ...{ id: 'rss', header: columns.rss, width: 84, number: true, missing: reason },
      value: (p) => p.rssBytes,
      text: (p) => (p.rssBytes === undefined ? undefined : format.bytes(p.rssBytes)),
      title: (p) => (p.rssBytes === undefined ? undefined : format.exactBytes(p.rssBytes)),
    },
    {
      ...{ id: 'read', header: columns.read, width: 88, number: true, missing: ioReason },
      value: (p) => p.readBytesPerSecond,
      text: (p) => rate(p.readBytesPerSecond),
      title: (p) => (p.readBytes === undefined ? undefined : format.exactBytes(p.readBytes)),
    },
    {
      ...{ id: 'write', header: columns.write, width: 88, number: true, missing: ioReason },
      value: (p) => p.writeBytesPerSecond,
      text: (p) => rate(p.writeBytesPerSecond),
      title: (p) => (p.writeBytes === undefined ? undefined : format.exactBytes(p.writeBytes)),
    },
    {
      ...{ id: 'threads', header: columns.threads, width: 68, number: true, missing: reason },
      value: (p) => p.threads,
      text: (p) => count(p.threads),
    },
    {
      ...{ id: 'state', header: columns.state, width: 92, missing: reason },
      value: (p) => p.state,
      text: (p) => (p.state === undefined ? undefined : (states[p.state] ?? p.state)),
    },
  ];
}

const Command = ({ row, main, unreadable }: { row: ProcessRow; main: string; unreadable: string }) => {
  const { process, depth } = row;
  const isUnreadable = process.name === '' && process.commandLine.length === 0;
  const text = toVisibleText(commandOf(process));
  return (
    <span className="flex min-w-0 items-center gap-1.5" style={{ paddingLeft: Math.min(depth, 12) * 14 }}>
      {depth > 0 ? (
        <span aria-hidden className="text-ink-3">
          └
        </span>
      ) : undefined}
      {process.main ? (
        <span title={main} className="inline-flex shrink-0 text-accent">
          <Star aria-hidden size={12} />
          <span className="sr-only">{main}</span>
        </span>
      ) : undefined}
      {isUnreadable ? <MissingCell reason={unreadable} /> : <CodeCell text={text} />}
    </span>
  );
};

/** Columns of the list of processes. In a tree every column sorts by the place in it, which `toTree` has made. */
export function processColumns(
  input: ProcessColumnInput,
  tree: boolean,
  descending: boolean,
): readonly DataColumn<ProcessRow>[] {
  const { messages, format } = input;
  const { columns, main, missing } = messages.processes;
  const ranked = ({ rank }: ProcessRow): number => (descending ? -rank : rank);
  const plain = numberColumns(input).map(
    ({ id, header, width, value, text, title, missing: reason, number, hidden }): DataColumn<ProcessRow> => ({
      id,
      header,
      width,
      align: number ? 'end' : undefined,
      descendingFirst: number === true && id !== 'pid' && id !== 'inside',
      initiallyHidden: hidden,
      value: tree ? ranked : ({ process }) => value(process),
      searchText: ({ process }) => String(text(process) ?? ''),
      cell: ({ process }) => {
        const shown = text(process);
        if (shown === undefined) return <MissingCell reason={reason} />;
        return (
          <span className={number ? 'tabular truncate' : 'truncate'} title={title?.(process) ?? shown}>
            {shown}
          </span>
        );
      },
    }),
  );
  const command: DataColumn<ProcessRow> = {
    id: 'command',
    header: columns.command,
    width: 260,
    grow: 1,
    required: true,
    value: tree ? ranked : ({ process }) => commandOf(process),
    searchText: ({ process }) => commandOf(process),
    cell: (row) => <Command row={row} main={main} unreadable={missing.unreadable} />,
  };
  const started: DataColumn<ProcessRow> = {
    id: 'started',
    header: columns.started,
    width: 92,
    descendingFirst: true,
    value: tree ? ranked : ({ process }) => process.startedAt,
    searchText: () => '',
    cell: ({ process: { startedAt } }) =>
      startedAt === undefined ? (
        <MissingCell reason={missing.unreadable} />
      ) : (
        <TimeCell at={startedAt} formatRelative={format.relative} formatExact={format.dateTime} />
      ),
  };
  return [command, ...plain, started];
}

/** What a tree's siblings are sorted by; the same values as the flat list's. */
export function valueOfColumn(
  id: string | undefined,
  input: ProcessColumnInput,
): (process: ContainerProcess) => CellValue {
  if (id === 'command') return commandOf;
  if (id === 'started') return ({ startedAt }) => startedAt;
  return numberColumns(input).find((column) => column.id === id)?.value ?? (({ pid }) => pid);
}
