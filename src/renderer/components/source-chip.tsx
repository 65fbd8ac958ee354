import { FileSearch, Server } from 'lucide-react';
import type { ReactNode } from 'react';
import { Chip } from './chip';

export interface SourceChipProps {
  /** Read from the kernel; else the engine says it, which tells less. */
  readonly kernel: boolean;
  /** Which files, or why not from them. */
  readonly title: string;
  readonly children: ReactNode;
}

/** Where what a page shows comes from. */
export const SourceChip = ({ kernel, title, children }: SourceChipProps) => (
  <Chip icon={kernel ? FileSearch : Server} tone={kernel ? undefined : 'info'} title={title}>
    {children}
  </Chip>
);
