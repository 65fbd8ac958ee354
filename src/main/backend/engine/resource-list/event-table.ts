import type { EngineEvent } from '../../../../common/contract/engines';

/** The lists that are kept live. */
export type ResourceName = 'containers' | 'images' | 'volumes' | 'networks';

/** One object, or (id absent) any object, of a list may have changed. */
export interface DirtyMark {
  readonly resource: ResourceName;
  readonly id?: string | undefined;
}

/** Which object of a list an event is about: its actor, one named by an attribute, or unknown. */
type Subject = 'actor' | 'any' | { readonly attribute: string };

interface Target {
  readonly resource: ResourceName;
  readonly subject: Subject;
}

interface TypeRules {
  /** What differs from `otherwise`. An empty list: the event changes nothing in any list. */
  readonly actions: Readonly<Record<string, readonly Target[]>>;
  /** Every other action, also one that no engine of today knows: listing once too often does no harm. */
  readonly otherwise: readonly Target[];
}

const container: Target = { resource: 'containers', subject: 'actor' };
const anyContainer: Target = { resource: 'containers', subject: 'any' };
const anyImage: Target = { resource: 'images', subject: 'any' };
const volume: Target = { resource: 'volumes', subject: 'actor' };
const network: Target = { resource: 'networks', subject: 'actor' };
const containerInNetwork: Target = { resource: 'containers', subject: { attribute: 'container' } };

/**
 * Event type and action -> lists to look at again. Engines: docker 20.10 to 28.5, podman 4 and 5 (`died`, `cleanup`,
 * `exec`, `exec_died`, `init`, `remove`, ... instead of docker's names).
 *
 * What is left out of a container's events happens often and changes no field of its summary: a health check alone
 * gives three exec events per probe. The listed image of a container turns into an id when its reference moves or
 * goes, hence image events also concern containers. An untagged build of docker 20.10 sends no image event at all.
 */
const table: Readonly<Record<string, TypeRules>> = {
  container: {
    actions: {
      attach: [],
      detach: [],
      copy: [],
      'archive-path': [],
      'extract-to-dir': [],
      export: [],
      resize: [],
      top: [],
      stats: [],
      exec: [],
      exec_create: [],
      exec_start: [],
      exec_detach: [],
      exec_die: [],
      exec_died: [],
      mount: [],
      unmount: [],
      checkpoint: [],
      commit: [anyImage],
      prune: [anyContainer],
    },
    otherwise: [container],
  },
  image: {
    actions: { push: [], save: [], mount: [], unmount: [] },
    otherwise: [anyImage, anyContainer],
  },
  volume: { actions: { prune: [{ resource: 'volumes', subject: 'any' }] }, otherwise: [volume] },
  network: {
    actions: {
      connect: [network, containerInNetwork],
      disconnect: [network, containerInNetwork],
      prune: [{ resource: 'networks', subject: 'any' }],
    },
    otherwise: [network],
  },
};

/** What to look at again after an event; nothing for types that concern no list (daemon, plugin, builder, ...). */
export function dirtyMarks(event: EngineEvent): readonly DirtyMark[] {
  const rules = Object.hasOwn(table, event.type) ? table[event.type] : undefined;
  if (!rules) return [];
  const action = actionName(event.action);
  const targets = Object.hasOwn(rules.actions, action) ? rules.actions[action] : rules.otherwise;
  return (targets ?? rules.otherwise).map(({ resource, subject }) => ({
    resource,
    id: subjectId(event, resource, subject),
  }));
}

/** `health_status: healthy` and `exec_create: sh -c ...` carry more than the action. */
function actionName(action: string): string {
  const colon = action.indexOf(':');
  return colon < 0 ? action : action.slice(0, colon);
}

function subjectId(event: EngineEvent, resource: ResourceName, subject: Subject): string | undefined {
  if (subject === 'any') return undefined;
  if (subject !== 'actor') return event.attributes[subject.attribute] || undefined;
  // Podman names a volume in the attributes and leaves the actor's id empty.
  if (resource === 'volumes') return event.actorId || event.attributes.name || undefined;
  return event.actorId || undefined;
}
