import { cva } from 'class-variance-authority';

/** Looks of everything that takes typed text or opens a list of values. */
export const controlClass = cva(
  'w-full min-w-0 rounded-md border border-line-strong bg-panel px-2 text-base text-ink disabled:opacity-55 aria-invalid:border-bad',
  {
    variants: {
      height: { row: 'h-7.5', small: 'h-6 text-sm', auto: 'py-1.5' },
      mono: { true: 'font-mono text-sm' },
    },
    defaultVariants: { height: 'row' },
  },
);
