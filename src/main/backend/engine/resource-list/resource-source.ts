import type { EngineEvent } from '../../../../common/contract/engines';
import type { EngineConnection } from '../engine-connection';
import type { ResourceName } from './event-table';

/** How one kind of object is listed. */
export interface ResourceSource<Item> {
  readonly resource: ResourceName;
  /** The id of an item, as the events name it. */
  keyOf(item: Item): string;
  listAll(connection: EngineConnection, signal: AbortSignal): Promise<readonly Item[]>;
  /**
   * The items with these ids, where there are any; more of them does no harm. Absent where the engine cannot filter
   * by id: then everything is listed.
   */
  readonly listSome?: (
    connection: EngineConnection,
    ids: readonly string[],
    signal: AbortSignal,
  ) => Promise<readonly Item[]>;
  /** `previous` itself when nothing changed that is worth telling, else what to tell. Default: deep equality. */
  readonly reconcile?: (previous: Item, next: Item) => Item;
  /**
   * What is true of the event's object from now on, where engines send the event before their list says so; undefined
   * where the event tells nothing. Until it is true the object is listed again. Default: lists are right when events come.
   */
  readonly promised?: (event: EngineEvent) => ((item: Item) => boolean) | undefined;
}
