import type { ComposeOrigin } from '../../../common/contract/shared';
import { toVisibleText } from './visible-text';

export interface ProjectGroup {
  readonly id: string;
  readonly label: string;
}

/** Groups rows by their Compose project. The same object for the same project, as the table's memos need. */
export function createProjectGroups<Row>(
  originOf: (row: Row) => ComposeOrigin | undefined,
): (row: Row) => ProjectGroup | undefined {
  const known = new Map<string, ProjectGroup>();
  return (row) => {
    const project = originOf(row)?.project;
    if (project === undefined) return undefined;
    const group = known.get(project) ?? { id: project, label: toVisibleText(project) };
    known.set(project, group);
    return group;
  };
}
