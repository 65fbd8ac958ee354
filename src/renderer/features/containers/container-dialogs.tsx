import type { ContainerSummary } from '../../../common/contract/containers';
import { assertNever } from '../../../common/errors';
import { KillDialog } from './kill-dialog';
import { RemoveDialog } from './remove-dialog';
import { RenameDialog } from './rename-dialog';
import { StopDialog } from './stop-dialog';
import type { ContainerJobs } from './use-container-jobs';

/** The question that is open. */
export type OpenDialog =
  | { readonly kind: 'stop'; readonly targets: readonly ContainerSummary[] }
  | { readonly kind: 'kill'; readonly targets: readonly ContainerSummary[] }
  | { readonly kind: 'rename'; readonly target: ContainerSummary }
  | { readonly kind: 'remove'; readonly targets: readonly ContainerSummary[] };

export interface ContainerDialogsProps {
  readonly engineId: string;
  readonly dialog: OpenDialog | undefined;
  readonly jobs: ContainerJobs;
  readonly onClose: () => void;
}

/** Asks what an action needs to know, or what would be lost by it. */
export const ContainerDialogs = ({ engineId, dialog, jobs, onClose }: ContainerDialogsProps) => {
  if (!dialog) return undefined;
  switch (dialog.kind) {
    case 'stop':
      return <StopDialog targets={dialog.targets} onStop={jobs.stop} onClose={onClose} />;
    case 'kill':
      return <KillDialog engineId={engineId} targets={dialog.targets} onClose={onClose} />;
    case 'rename':
      return <RenameDialog engineId={engineId} target={dialog.target} onClose={onClose} />;
    case 'remove':
      return <RemoveDialog engineId={engineId} targets={dialog.targets} onClose={onClose} />;
    default:
      return assertNever(dialog);
  }
};
